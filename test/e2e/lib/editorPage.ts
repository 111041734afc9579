/* eslint-disable @n8n/community-nodes/no-restricted-imports -- drives a browser; not shipped */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { ARTIFACTS } from './paths';

const CHROMIUM = '/usr/bin/chromium';
/** No requests to the internet. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SIZE = { width: 1440, height: 900 };
/** For anything on the page to appear. */
const TIMEOUT_MS = 20_000;

/** n8n's editor in a browser, in the words of its user. */
export class EditorPage {
	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
		private readonly url: string,
	) {}

	static async open(url: string): Promise<EditorPage> {
		mkdirSync(ARTIFACTS, { recursive: true });
		const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
		const page = await browser.newPage({ viewport: SIZE });
		page.setDefaultTimeout(TIMEOUT_MS);
		return new EditorPage(browser, page, url);
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	test(id: string): Locator {
		return this.page.locator(`[data-test-id="${id}"]`);
	}

	async signIn({ email, password }: { email: string; password: string }): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.locator('input[type=email]').first().fill(email);
		await this.page.locator('input[type=password]').fill(password);
		await this.page.getByRole('button', { name: 'Sign in' }).click();
		await this.page.waitForURL(/\/home\//);
	}

	async openWorkflow(id: string): Promise<void> {
		await this.openCanvas(id);
		await this.test('canvas-node').first().waitFor();
	}

	async openEmptyCanvas(): Promise<void> {
		await this.openCanvas('new');
		await this.test('canvas-add-button').waitFor();
	}

	/** Without n8n's notifications, which would cover buttons and pictures. */
	private async openCanvas(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.addStyleTag({ content: '.el-notification { opacity: 0 !important; pointer-events: none; }' });
	}

	node(name: string): Locator {
		return this.test('canvas-node').filter({ hasText: name });
	}

	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick({ force: true, position: { x: 40, y: 40 } });
		await this.test('node-parameters').waitFor();
	}

	async closeNode(): Promise<void> {
		await this.test('ndv-close-button').click();
		await this.test('node-parameters').waitFor({ state: 'hidden' });
	}

	async addOption(label: string): Promise<void> {
		await this.page.locator('[data-test-id="collection-parameter-add"], [data-test-id="node-parameters"] :text("Add option")').first().click();
		await this.page.getByText(label, { exact: true }).last().click();
	}

	/**
	 * Chooses from the list of a resource locator.
	 * @returns all that was in the list
	 */
	async chooseFrom(parameter: string, name: string): Promise<string[]> {
		await this.test(`resource-locator-${parameter}`).locator('[data-test-id="rlc-input"]').first().click();
		const entries = this.page.locator('[data-test-id="rlc-item"]:visible');
		const entry = entries.filter({ hasText: name }).first();
		await entry.waitFor();
		const found = await entries.allInnerTexts();
		await entry.click();
		return found;
	}

	/** A choice of a drop-down that is not in a list of parameters. */
	async pick(list: Locator, option: string | RegExp): Promise<void> {
		await list.click();
		await this.page.locator('.el-select-dropdown__item:visible', { hasText: option }).first().click();
	}

	/** Text into a code field, in the place of what was there. */
	async paste(parameter: string, text: string): Promise<void> {
		await this.test(`parameter-input-${parameter}`).locator('.cm-content').first().click();
		await this.page.keyboard.press('Control+a');
		await this.page.keyboard.insertText(text);
	}

	async asExpression(parameter: string): Promise<void> {
		await this.toggle(parameter, 'expression');
	}

	async asFixed(parameter: string): Promise<void> {
		await this.toggle(parameter, 'fixed');
	}

	private async toggle(parameter: string, to: 'expression' | 'fixed'): Promise<void> {
		const field = this.page.locator(`[data-test-id="node-parameters"] [data-test-id="input-label"]`, {
			has: this.test(`parameter-input-${parameter}`),
		});
		await field.hover();
		await field.locator(`[data-test-id="radio-button-${to}"]`).first().click();
	}

	/** The placeholders that the Values form has a field for. */
	async fields(): Promise<string[]> {
		const buttons = this.page.locator('[data-test-id^="remove-field-button-"]');
		const ids = await buttons.evaluateAll((found) => found.map((button) => button.getAttribute('data-test-id') ?? ''));
		return ids.map((id) => id.replace('remove-field-button-', ''));
	}

	async fieldsAre(expected: string[]): Promise<void> {
		await this.until(async () => await this.fields(), (fields) => fields.join() === expected.join(), `The form should have ${expected.join(', ')}`);
	}

	/** n8n renders the form again when the node has returned its fields, which removes what was entered meanwhile. */
	async fill(values: Record<string, string>): Promise<void> {
		const input = (name: string) => this.page.locator(`[data-test-id="parameter-input-${name}"] input`);
		await this.until(
			async () => {
				for (const [name, value] of Object.entries(values)) await input(name).fill(value);
				await this.page.waitForTimeout(1_500);
				return await Promise.all(Object.keys(values).map(async (name) => await input(name).inputValue()));
			},
			(typed) => typed.join('\n') === Object.values(values).join('\n'),
			'What is entered in the form should stay there',
		);
	}

	/** Waits until something that is read from the page is as it should be. */
	async until<T>(read: () => Promise<T>, wanted: (value: T) => boolean, what: string): Promise<T> {
		const deadline = Date.now() + TIMEOUT_MS;
		for (;;) {
			const value = await read();
			if (wanted(value)) return value;
			if (Date.now() > deadline) throw new Error(`${what}, but the page shows ${JSON.stringify(value)}`);
			await this.page.waitForTimeout(100);
		}
	}

	/** A picture for the artefacts; a part of the page when it is given. */
	async shoot(name: string, part?: Locator): Promise<string> {
		const path = join(ARTIFACTS, `${name}.png`);
		await (part ?? this.page).screenshot({ path, animations: 'disabled' });
		return path;
	}
}

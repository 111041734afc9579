import type { Locator } from 'playwright-core';
import type { EditorPage } from './editorPage';

/** The form of a credential in n8n's editor: opened from a node that has none, until it is closed. */
export class CredentialForm {
	private constructor(
		private readonly editor: EditorPage,
		private readonly form: Locator,
	) {}

	/** A new credential for the node that is open. */
	static async create(editor: EditorPage): Promise<CredentialForm> {
		const empty = editor.test('node-credentials-empty-state');
		await empty.getByRole('button').or(empty).first().click();
		return new CredentialForm(editor, editor.test('editCredential-modal'));
	}

	/** One of the options of a field. */
	async choose(field: string, option: string): Promise<void> {
		await this.form.locator(`[data-test-id="parameter-input-${field}"]`).click();
		await this.editor.page.locator('[data-test-id="parameter-input-item"]:visible', { hasText: option }).first().click();
	}

	async fill(values: Record<string, string>): Promise<void> {
		for (const [field, value] of Object.entries(values)) await this.form.locator(`[data-test-id="parameter-input-${field}"] input`).fill(value);
	}

	/**
	 * Saves what does not work.
	 * @returns the sentence under "More details"
	 */
	async saveRejected(expected: RegExp): Promise<string> {
		await this.editor.test('credential-save-button').click();
		const details = this.form.getByText('More details');
		const text = await this.editor.until(
			async () => {
				if (await details.isVisible()) await details.click();
				return await this.form.innerText();
			},
			(shown) => expected.test(shown),
			`The credential test should say ${expected}`,
		);
		return text.split('\n').find((line) => expected.test(line)) ?? '';
	}

	/** Saves what works, which closes the form; then opens it again for its picture. */
	async saveAccepted(picture: string): Promise<void> {
		await this.editor.test('credential-save-button').click();
		await this.form.waitFor({ state: 'hidden' });
		await this.editor.test('credential-edit-button').click();
		await this.form.getByText('Connection tested successfully').waitFor();
		await this.form.getByRole('button', { name: 'Retry' }).hover();
		// The button fades in.
		await this.editor.page.waitForTimeout(500);
		await this.editor.shoot(picture, this.form);
		await this.form.locator('.el-dialog__headerbtn, button[aria-label="Close"], button[aria-label="Close this dialog"]').first().click();
		await this.form.waitFor({ state: 'hidden' });
	}
}

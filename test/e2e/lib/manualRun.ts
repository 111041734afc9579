import type { EditorPage } from './editorPage';

const RUN_TIMEOUT_MS = 60_000;

/** Runs the workflow that is open to its end. */
export async function execute(editor: EditorPage): Promise<void> {
	const { page } = editor;
	await editor.test('execute-workflow-button').first().click();
	await page.getByText('Workflow executed successfully').waitFor({ state: 'attached', timeout: RUN_TIMEOUT_MS });
	await page.getByRole('button', { name: 'Execute workflow' }).first().getByText('Execute workflow').waitFor();
	await page.waitForTimeout(500);
}

/**
 * Views the first file on the Binary tab of the node that is open.
 * @returns the width of the video in pixels
 */
export async function playVideo(editor: EditorPage): Promise<number> {
	await editor.test('output-panel').getByRole('button', { name: 'View' }).first().click();
	const video = editor.page.locator('video').first();
	await video.waitFor();
	const ready = async () => await video.evaluate((player) => (player as unknown as { videoWidth: number }).videoWidth);
	return await editor.until(ready, (pixels) => pixels > 0, 'The preview should play');
}

/** The bytes of the video that is viewed, as n8n serves them. */
export async function videoFile({ page }: EditorPage): Promise<Buffer> {
	const source = await page.locator('video').first().evaluate((player) => (player as unknown as { currentSrc: string }).currentSrc);
	return await (await page.context().request.get(source)).body();
}

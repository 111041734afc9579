import type { Locator } from 'playwright-core';
import type { EditorPage } from './editorPage';

/** The buttons that open n8n's list of nodes. */
type Plus = 'node-creator-plus-button' | 'canvas-add-button' | 'canvas-handle-plus';

/** What the list of nodes shows for a search. */
export async function searchNodes(editor: EditorPage, words: string, plus: Plus = 'node-creator-plus-button'): Promise<string[]> {
	await editor.test(plus).last().click();
	await editor.test('node-creator-search-bar').last().fill(words);
	await editor.test('item-iterator-item').filter({ hasText: words }).first().waitFor();
	const found = await editor.test('item-iterator-item').allInnerTexts();
	return found.map((text) => text.split('\n')[0]);
}

/**
 * Opens an entry of the list.
 * @returns the triggers and actions that it has
 */
export async function openEntry(editor: EditorPage, name: string): Promise<string[]> {
	await named(editor, name).click();
	await editor.test('node-creator').getByText('Node details').waitFor();
	const actions = editor.test('node-creator').getByText(/^Actions \(/);
	if (await actions.isVisible()) await actions.click();
	return await editor.test('node-creator-item-name').allInnerTexts();
}

/** Adds the node of the entry that is open, set to this action, and opens it. */
export async function addAction(editor: EditorPage, action: string): Promise<void> {
	await named(editor, action).click();
	await editor.test('node-parameters').waitFor();
}

/** Adds the node of the entry that is open, and opens it. */
export async function addNode(editor: EditorPage): Promise<void> {
	await editor.test('node-creator').getByText('Add to workflow').click();
	await editor.test('node-parameters').waitFor();
}

function named(editor: EditorPage, name: string): Locator {
	return editor.test('node-creator-item-name').filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) });
}

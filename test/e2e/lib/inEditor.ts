import { EditorPage } from './editorPage';
import { OWNER } from './owner';

/** Does the work of a stage in n8n's editor, signed in as the owner. When it fails, a picture shows where. */
export async function inEditor(url: string, stage: string, work: (editor: EditorPage) => Promise<void>): Promise<void> {
	const editor = await EditorPage.open(url);
	let succeeded = false;
	try {
		await editor.signIn(OWNER);
		await work(editor);
		succeeded = true;
	} finally {
		if (!succeeded) await editor.shoot(`${stage}-failed`).catch(() => '');
		await editor.close();
	}
}

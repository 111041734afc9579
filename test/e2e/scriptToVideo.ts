import { createHash } from 'node:crypto';
import { startSimulator, type Simulator } from '../simulator';
import { CredentialForm } from './lib/credentialForm';
import type { EditorPage } from './lib/editorPage';
import { inEditor } from './lib/inEditor';
import { installed } from './lib/installation';
import { execute, playVideo, videoFile } from './lib/manualRun';
import { N8n } from './lib/n8n';
import { addAction, addNode, openEntry, searchNodes } from './lib/nodeCreator';
import { Rest } from './lib/owner';
import { keepPictures } from './lib/pictures';
import { check } from './lib/running';
import type { Stage } from './run';

const PACE = { speed: 30, renderSeconds: [30, 60] as [number, number], withSamples: true };
const ACTION = 'Create a video from a script';
const WAIT = 'AI Studios Wait and Download';
const SCRIPT = 'Welcome to our "spring" sale!\nEverything is half price until Sunday.';
const PICTURES = ['credential-v3.png', 'script-canvas.png', 'script-form.png', 'script-result.png'];

/** From an empty canvas to a video on the screen, without a template and with API version 3. */
export async function scriptToVideo({ say, nodes, pictures }: Stage): Promise<void> {
	const installation = await installed('newest', say);
	const simulator = await startSimulator(PACE);
	const n8n = await N8n.create(installation, nodes);
	const server = await n8n.serve();
	try {
		await Rest.asOwner(n8n.url);
		await inEditor(n8n.url, 'script-to-video', async (editor) => {
			await editor.openEmptyCanvas();
			say(`an empty canvas in n8n ${installation.version}`);
			await findAction(editor, say);
			await connect(editor, simulator, say);
			await fillForm(editor, say);
			await addWait(editor);
			await watchVideo(editor, simulator, say);
		});
		if (pictures) await keepPictures(PICTURES);
	} finally {
		await server.stop();
		await simulator.stop();
	}
}

/** n8n shows a node and the trigger of the same name as one. */
async function findAction(editor: EditorPage, say: Stage['say']): Promise<void> {
	const found = await searchNodes(editor, 'AI Studios', 'canvas-add-button');
	check('What the search for "AI Studios" finds first', found[0], 'AI Studios');
	const actions = await openEntry(editor, 'AI Studios');
	check('The trigger and the action in it', ['On video finished', ACTION].filter((action) => !actions.includes(action)), []);
	await editor.shoot('script-search');
	say(`found by searching: AI Studios, with ${actions.join(', ')}`);
	await addAction(editor, ACTION);
}

/** The credential in its form: rejected, accepted. */
async function connect(editor: EditorPage, { credentials, url }: Simulator, say: Stage['say']): Promise<void> {
	const form = await CredentialForm.create(editor);
	await form.choose('apiVersion', 'Version 3');
	await form.choose('server', 'Custom');
	await form.fill({ appId: credentials.appId, userKey: 'a-wrong-key', customServer: url });
	say(`credential test, version 3, with a wrong User Key: "${await form.saveRejected(/rejected the App ID or User Key/)}"`);
	await editor.shoot('credential-v3-rejected');
	await form.fill({ userKey: credentials.userKey });
	await form.saveAccepted('credential-v3');
	say('credential test, version 3: "Connection tested successfully"');
}

async function fillForm(editor: EditorPage, say: Stage['say']): Promise<void> {
	await editor.test('parameter-input-script').locator('textarea').fill(SCRIPT);
	await editor.addOption('Avatar');
	const avatars = await editor.chooseFrom('avatar', 'Mina');
	check('Avatars to choose from', avatars, ['Mina (studio)', 'Jonas (photo)', 'Amara (studio)', 'Luis (photo)']);
	await editor.addOption('Video Template');
	const templates = await editor.chooseFrom('templateId', 'Bright stories');
	check('Templates to choose from', templates.length >= 4, true);
	await editor.addOption('Script Handling');
	await editor.shoot('script-form');
	say(`lists in the form: avatars ${avatars.join(', ')}; templates ${templates.join(', ')}`);
	await editor.closeNode();
}

async function addWait(editor: EditorPage): Promise<void> {
	await searchNodes(editor, 'AI Studios', 'canvas-handle-plus');
	await openEntry(editor, WAIT);
	await addNode(editor);
	await editor.test('credential-edit-button').waitFor();
	await editor.closeNode();
	await editor.test('zoom-to-fit').click();
}

async function watchVideo(editor: EditorPage, simulator: Simulator, say: Stage['say']): Promise<void> {
	const startedAt = Date.now();
	await execute(editor);
	await editor.shoot('script-canvas');
	await editor.openNode(WAIT);
	await editor.test('output-panel').getByText('Binary', { exact: true }).click();
	const width = await playVideo(editor);
	await editor.shoot('script-result');
	const [creation] = simulator.creations;
	const { scripts, options } = creation.body as { scripts: string; options: { model: string; templateId: string; scriptOption: string } };
	check('Projects made, and rendered', [simulator.creations.length, simulator.exports.length], [1, 1]);
	check('What AI Studios got', [scripts, options.model, options.templateId, options.scriptOption], [SCRIPT, 'M000000001', '5c0000000000000000000001', 'original']);
	const hash = createHash('sha256').update(await videoFile(editor)).digest('hex');
	check('The video that is viewed', hash, simulator.videoHash(String(creation.projectKey)));
	say(`a script to the right MP4 in ${((Date.now() - startedAt) / 1_000).toFixed(1)} s, preview ${width} pixels wide`);
}

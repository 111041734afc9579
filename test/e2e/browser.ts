import { startSimulator, type Simulator } from '../simulator';
import { designedForm } from './designedForm';
import { CredentialForm } from './lib/credentialForm';
import type { EditorPage } from './lib/editorPage';
import { inEditor } from './lib/inEditor';
import { installed } from './lib/installation';
import { execute, playVideo } from './lib/manualRun';
import { N8n } from './lib/n8n';
import { Rest } from './lib/owner';
import { searchNodes } from './lib/nodeCreator';
import { keepPictures } from './lib/pictures';
import { freePorts } from './lib/ports';
import { example, nodeNamed } from './lib/workflows';
import type { Stage } from './run';

const PACE = { speed: 30, renderSeconds: [30, 90] as [number, number], withSamples: true };
/** The form is tested in a copy, so that the example itself is not changed. */
const COPY = { ...example('simulator'), id: 'form', name: 'The form' };
const EXPORT = nodeNamed(COPY, 'aiStudiosExportProject');
const WAIT = nodeNamed(COPY, 'aiStudiosWaitAndDownload');
const PICTURES = ['canvas.png', 'credential.png', 'designed-form.png', 'form.png', 'result.png'];

const TEMPLATE = JSON.stringify(
	{
		scenes: [
			{
				AIModel: { model: 'M000004017', clothes: 'BG00006160', language: 'en', script: 'Hello ##FIRST_NAME##! ##SCRIPT##' },
				clips: [{ type: 'image', detail: { url: '##IMAGE_URL##' } }],
			},
		],
	},
	null,
	2,
);

/** A user's first hour: from signing in to a video on the screen. */
export async function browser({ say, nodes, pictures }: Stage): Promise<void> {
	const installation = await installed('newest', say);
	const simulator = await startSimulator(PACE);
	const n8n = await N8n.create(installation, nodes);
	await n8n.importWorkflows([example('simulator'), COPY]);
	const server = await n8n.serve();
	try {
		const rest = await Rest.asOwner(n8n.url);
		await inEditor(n8n.url, 'browser', async (editor) => {
			say(`signed in to n8n ${installation.version}`);
			await findNodes(editor, say);
			await connect(editor, simulator, say);
			await fillForm(editor, say);
			await dryRun(editor, simulator, say);
			await runAll(editor, simulator, say);
			await designedForm(editor, rest, simulator, say);
		});
		if (pictures) await keepPictures(PICTURES);
	} finally {
		await server.stop();
		await simulator.stop();
	}
}

/** n8n shows the trigger as a part of the node of the same name. */
async function findNodes(editor: EditorPage, say: Stage['say']): Promise<void> {
	await editor.openWorkflow(COPY.id);
	const found = await searchNodes(editor, 'AI Studios');
	const expected = ['AI Studios', 'AI Studios Export Project', 'AI Studios Get Progress', 'AI Studios Wait and Download'];
	if ([...found].sort().join() !== expected.join()) throw new Error(`The search for "AI Studios" finds ${found.join(', ')}.`);
	await editor.shoot('search');
	await editor.page.keyboard.press('Escape');
	const subtitle = await editor.node(EXPORT).innerText();
	if (!subtitle.includes('Export: 5 placeholders')) throw new Error(`The node on the canvas says "${subtitle}".`);
	say(`found by searching: ${found.join(', ')}; on the canvas it says "Export: 5 placeholders"`);
}

/** The credential in its form: not reached, rejected, accepted. */
async function connect(editor: EditorPage, simulator: Simulator, say: Stage['say']): Promise<void> {
	await editor.openNode(EXPORT);
	const form = await CredentialForm.create(editor);
	await form.choose('server', 'Custom');

	const [closed] = await freePorts(1);
	await form.fill({ customServer: `http://127.0.0.1:${closed}`, apiKey: simulator.credentials.apiKey });
	say(`credential test: "${await form.saveRejected(/not reached/)}"`);
	await editor.shoot('credential-not-reached');
	await form.fill({ customServer: simulator.url, apiKey: 'a-wrong-key' });
	say(`credential test: "${await form.saveRejected(/rejected the API Key/)}"`);
	await editor.shoot('credential-rejected');
	await form.fill({ apiKey: simulator.credentials.apiKey });
	await form.saveAccepted('credential');
	say('credential test: "Connection tested successfully"');
}

async function fillForm(editor: EditorPage, say: Stage['say']): Promise<void> {
	await editor.pick(editor.test('mapping-mode-select'), /Manually/);
	await editor.fieldsAre(['INTRO_VIDEO_URL', 'FIRST_NAME', 'SCRIPT', 'IMAGE_URL', 'OUTRO_VIDEO_URL']);
	await editor.paste('template', TEMPLATE);
	await editor.fieldsAre(['FIRST_NAME', 'SCRIPT', 'IMAGE_URL']);
	await editor.paste('template', TEMPLATE.replace('##SCRIPT##', 'Welcome to ##COMPANY##.'));
	await editor.fieldsAre(['FIRST_NAME', 'COMPANY', 'IMAGE_URL']);
	await editor.paste('template', '{ "scenes": [ { "clips": [');
	const notice = await editor.until(
		async () => await editor.test('node-parameters').innerText(),
		(text) => text.includes('not valid JSON'),
		'An incomplete template should be reported',
	);
	say(`an incomplete template: "${notice.split('\n').find((line) => line.includes('not valid JSON'))}"`);
	await editor.shoot('incomplete-template');
	await editor.paste('template', TEMPLATE);
	await editor.asExpression('template');
	await editor.paste('template', '{{ $json.template }}');
	await editor.page.getByText('Execute previous nodes for preview').first().waitFor();
	await editor.page.waitForTimeout(1_000);
	await editor.closeNode();
	await editor.openNode(EXPORT);
	await editor.test('mapping-mode-select').waitFor();
	await editor.page.waitForTimeout(2_000);
	await editor.shoot('template-as-expression');
	const text = await editor.test('node-parameters').innerText();
	if (/No placeholders found|Failed|Couldn/.test(text)) throw new Error(`The form shows an error for an expression: ${text}`);
	say('a template that is an expression: the form is not changed');
	await editor.asFixed('template');
	await editor.paste('template', TEMPLATE);
	await editor.fieldsAre(['FIRST_NAME', 'SCRIPT', 'IMAGE_URL']);
	await editor.fill({ FIRST_NAME: 'Ada', SCRIPT: 'Your course "starts" on Monday.' });
	say('the form changes with the template: 5 fields, 3 after pasting another one, COMPANY instead of SCRIPT after an edit');
}

/** With IMAGE_URL left empty: both runs say so and send nothing. */
async function dryRun(editor: EditorPage, simulator: Simulator, say: Stage['say']): Promise<void> {
	await editor.addOption('Dry Run');
	await editor.test('parameter-input-dryRun').click();
	await editor.test('node-execute-button').click();
	const output = editor.test('output-panel');
	await output.getByText('Dry run: nothing was exported').waitFor();
	await output.getByText('Placeholders without a value: IMAGE_URL').waitFor();
	await output.getByText('JSON', { exact: true }).click();
	await editor.shoot('form');
	say('dry run: shows the request, and says that IMAGE_URL has no value');
	await editor.test('parameter-input-dryRun').click();
	await editor.test('node-execute-button').click();
	await output.getByText('No value for ##IMAGE_URL##').first().waitFor();
	await editor.shoot('missing-value');
	if (simulator.exports.length > 0) throw new Error('A video was exported without its values.');
	say('without the dry run: "No value for ##IMAGE_URL##", and nothing is exported');
	await editor.closeNode();
}

async function runAll(editor: EditorPage, simulator: Simulator, say: Stage['say']): Promise<void> {
	const startedAt = Date.now();
	await editor.openWorkflow(example('simulator').id);
	for (const node of [EXPORT, WAIT]) {
		await editor.openNode(node);
		await editor.test('credential-edit-button').waitFor();
		await editor.closeNode();
	}
	await execute(editor);
	await editor.shoot('canvas');
	await editor.openNode(WAIT);
	await editor.test('output-panel').getByText('Binary', { exact: true }).click();
	await editor.shoot('binary-tab');
	const width = await playVideo(editor);
	await editor.shoot('result');
	if (simulator.exports.length !== 3) throw new Error(`The run should export 3 videos, not ${simulator.exports.length}.`);
	say(`three rows to three MP4s in ${((Date.now() - startedAt) / 1_000).toFixed(1)} s, preview ${width} pixels wide`);
}

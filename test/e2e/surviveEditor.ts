import { startSimulator, type Simulator } from '../simulator';
import type { EditorPage } from './lib/editorPage';
import { inEditor } from './lib/inEditor';
import { installed } from './lib/installation';
import { N8n } from './lib/n8n';
import { keepPictures } from './lib/pictures';
import { RestartableN8n } from './lib/restartable';
import { CREDENTIALS, storedCredentials } from './lib/simulation';
import { WAIT } from './lib/survivalWorkflows';
import { chain, ours, type Part } from './lib/workflowParts';
import type { Stage } from './run';

const ID = 'by-hand';
const PICTURE = 'parked';
const RENDER_SECONDS = 40;
const TO_END_MS = 180_000;

/** Survive Restarts in the editor: what it shows while the wait is parked, and the videos at the end. */
export async function surviveEditor({ say, nodes, pictures }: Stage): Promise<void> {
	const installation = await installed('newest', say);
	const simulator = await startSimulator();
	const n8n = await N8n.create(installation, nodes);
	let server: RestartableN8n | undefined;
	try {
		const keys = [1, 2, 3].map(() => simulator.addProject({ seconds: RENDER_SECONDS }).key);
		await n8n.importCredentials(storedCredentials(simulator));
		await n8n.importWorkflows([byHand(keys)]);
		server = await RestartableN8n.start(n8n);
		await inEditor(n8n.url, 'survive-editor', async (editor) => await runParked(editor, simulator, keys, say));
		if (pictures) await keepPictures([`${PICTURE}.png`]);
	} finally {
		await server?.stop();
		await simulator.stop();
	}
}

function byHand(keys: string[]) {
	const parts: Part[] = [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		{ name: 'Exported Earlier', type: 'n8n-nodes-base.code', typeVersion: 2, parameters: { jsCode: `return ${JSON.stringify(keys.map((projectKey) => ({ json: { projectKey } })))};` } },
		ours(WAIT, 'aiStudiosWaitAndDownload', { options: { surviveRestarts: true } }, CREDENTIALS.v2),
		{ name: 'Next', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
	];
	return { ...chain(ID, parts), name: 'A wait that survives restarts' };
}

async function runParked(editor: EditorPage, simulator: Simulator, keys: string[], say: Stage['say']): Promise<void> {
	await editor.openWorkflow(ID);
	for (const key of keys) Object.assign(simulator.project(key).render ?? {}, { startedAt: simulator.now() });
	await editor.test('execute-workflow-button').first().click();
	await editor.page.getByText('Executions', { exact: true }).first().click();
	const waiting = editor.test('current-executions-list').getByText('Waiting');
	await editor.until(async () => await waiting.count(), (count) => count === 3, 'Three executions should wait');
	await waiting.first().click();
	await editor.page.getByText('Check and Download').waitFor();
	await editor.page.waitForTimeout(1_000);
	await editor.shoot(PICTURE);
	await editor.page.getByText('Editor', { exact: true }).first().click();
	await editor.page.getByText('Workflow executed successfully').waitFor({ state: 'attached', timeout: TO_END_MS });
	await editor.openNode(WAIT);
	const output = editor.test('output-panel');
	await output.getByText('Binary', { exact: true }).click();
	await output.getByText(`${keys.length} items, 1 sub-execution`).waitFor();
	const files = await output.getByRole('button', { name: 'View' }).count();
	if (files !== keys.length) throw new Error(`The output should show ${keys.length} files, not ${files}.`);
	await editor.shoot('parked-result');
	say(`started by hand: three executions are listed as waiting; at the end the editor shows ${files} files and a link to the parked execution`);
}

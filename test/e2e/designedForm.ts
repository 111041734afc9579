import type { INode, INodeParameters } from 'n8n-workflow';
import { parrotProject } from '../engine/parrotProject';
import type { Simulator } from '../simulator';
import type { EditorPage } from './lib/editorPage';
import type { Rest } from './lib/owner';
import { CREDENTIALS, storedCredentials, type Generation } from './lib/simulation';
import type { Stage } from './run';

const V2_GREETING = 'https://www.aistudios.com/edit.news?id=5a0000000000000000000022';
const LIST = 'From the List';
const URL_MODE = 'By Its Address';

const PARROT_FIELDS = ['parrot-image', 'parrot-text', 'Scene 1 Script', 'Scene 2 Script', 'Scene 2 Script 2'];
const PARROT_LABELS = [
	'Parrot Image: parrot.png',
	'Parrot Text: A parrot',
	'Scene 1 Script: Here you see a parrot.',
	'Scene 2 Script: Would you like to have one?',
	'Scene 2 Script 2: No, thank you.',
];
const VALUES = { 'parrot-text': 'Meet the macaw', 'Scene 1 Script': 'This is a macaw.' };

/** The form of projects that nobody prepared: its labels, another project, and version 2 by URL. */
export async function designedForm(editor: EditorPage, rest: Rest, simulator: Simulator, say: Stage['say']): Promise<void> {
	const { key } = simulator.addProject(parrotProject());
	const ids = { v2: await credentialId(rest, simulator, 'v2'), v3: await credentialId(rest, simulator, 'v3') };
	const nodes = [
		exportNode(LIST, { __rl: true, mode: 'list', value: key, cachedResultName: 'Parrots' }, { id: ids.v3, name: CREDENTIALS.v3.name }, 0),
		exportNode(URL_MODE, { __rl: true, mode: 'url', value: '' }, { id: ids.v2, name: CREDENTIALS.v2.name }, 200),
	];
	const { id } = await rest.call<{ id: string }>('POST', 'workflows', { name: 'Designed projects', nodes, connections: {}, settings: { executionOrder: 'v1' } });
	await editor.openWorkflow(id);

	await editor.openNode(LIST);
	await editor.fieldsAre(PARROT_FIELDS);
	await labelsAre(editor, PARROT_LABELS);
	await editor.fill(VALUES);
	await editor.shoot('designed-form');
	say(`the form of a project nobody prepared: ${PARROT_LABELS.join(' · ')}`);

	await editor.chooseFrom('project', 'Customer greeting');
	await editor.fieldsAre(['INTRO_VIDEO', 'FIRST_NAME', 'COMPANY', 'PHOTO_URL', 'Scene 2 Script']);
	await labelsAre(editor, ['Intro Video', 'First Name', 'Company', 'Photo URL', 'Scene 2 Script: Hello ##FIRST_NAME##, it is good to have…']);
	await editor.shoot('designed-form-other-project');
	say('another project from the list: the form changes to its placeholders and its line');
	await editor.closeNode();

	await editor.openNode(URL_MODE);
	await editor.page.locator('[data-test-id="parameter-input-project"] input, [data-test-id="resource-locator-project"] input').last().fill(V2_GREETING);
	await editor.page.keyboard.press('Tab');
	await editor.fieldsAre(['Scene 1 Video', 'FIRST_NAME', 'COMPANY', 'Scene 2 Script', 'Scene 2 Background', 'Scene 2 Text']);
	await editor.shoot('designed-form-v2');
	say('a project of version 2 by its URL: script, text and media by position');
	await editor.closeNode();
}

async function credentialId(rest: Rest, simulator: Simulator, generation: Generation): Promise<string> {
	const stored = storedCredentials(simulator) as Array<{ id: string; name: string; type: string; data: object }>;
	const { name, type, data } = stored.find(({ id }) => id === CREDENTIALS[generation].id) ?? stored[0];
	return (await rest.call<{ id: string }>('POST', 'credentials', { name, type, data })).id;
}

function exportNode(name: string, project: INodeParameters, aiStudiosApi: { id: string; name: string }, y: number): INode {
	const parameters = { templateSource: 'project', project, values: { mappingMode: 'defineBelow', value: null }, options: {} } as unknown as INodeParameters;
	return { id: name, name, type: 'n8n-nodes-aistudios.aiStudiosExportProject', typeVersion: 1, position: [0, y], parameters, credentials: { aiStudiosApi } };
}

async function labelsAre(editor: EditorPage, labels: string[]): Promise<void> {
	await editor.until(
		async () => await editor.test('node-parameters').innerText(),
		(text) => labels.every((label) => text.includes(label)),
		`The form should show ${labels.join(', ')}`,
	);
}

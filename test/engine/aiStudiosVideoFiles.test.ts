import { createHash } from 'node:crypto';
import type { IBinaryData, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { acceptThenReset, always, noFault, rejection, status, wrongJson } from '../simulator/faults';
import type { Engine } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, type Generation } from './generations';
import { RETRY_ON_FAIL, savedBy } from './repeatedRuns';
import { chain } from './testWorkflow';

const CONTENT = Buffer.from('Solar panels turn light into electricity.');
/** More than is decoded at a time. */
const LONG = Buffer.concat(Array.from({ length: 10_000 }, (_, line) => Buffer.from(`Line ${line} of the document.\n`)));
const PDF = 'application/pdf';

let engine: Engine;
let simulator: Simulator;
withFreshSimulator({ renderSeconds: [20, 60] }, (started) => ({ engine, simulator } = started));

async function stored(fileName = 'panels.pdf', mimeType = PDF, content = CONTENT): Promise<IBinaryData> {
	return await engine.binaries.store({ type: 'execution', workflowId: 'w', executionId: 'e' }, content, { data: '', mimeType, fileName });
}

const itemOf = (data: IBinaryData): INodeExecutionData => ({ json: {}, binary: { data } });
const inline = (content: string): IBinaryData => ({ data: Buffer.from(content).toString('base64'), fileName: 'panels.pdf', mimeType: PDF });
const step = (operation: string, parameters: INodeParameters = {}, settings: Partial<INode> = {}) => ({ node: 'aiStudios' as const, parameters: { operation, ...parameters }, settings });

async function run(operation: string, rows: INodeExecutionData[], parameters: INodeParameters = {}, settings: Partial<INode> = {}, generation: Generation = 'v3') {
	return await engine.run({ rows, steps: [step(operation, parameters, settings)], credential: credentialFor(generation, simulator) });
}

const created = () => simulator.creations.map(({ projectKey }) => String(projectKey));
const rendered = () => simulator.exports.map(({ projectKey }) => String(projectKey));
const bodiesTo = (...[endpoint]: Parameters<Simulator['requestsTo']>) => simulator.requestsTo(endpoint).map(({ body }) => body);
const FILE = { fileName: 'panels.pdf', mimeType: PDF, bytes: CONTENT.length };

describe('Create From Document', () => {
	test('uploads the document, has a video made of it, and exports it', async () => {
		const { items, error } = await run('createFromDocument', [itemOf(await stored())], { options: { tone: 'formal', resolution: '480' } });
		expect(error).toBeUndefined();
		expect(bodiesTo('uploadDocuments')).toEqual([{ fields: {}, files: [expect.objectContaining({ ...FILE, field: 'files' })] }]);
		expect(bodiesTo('videoFromDocuments')).toEqual([{ files: [{ uri: expect.stringMatching(/\.pdf$/) as string, fileName: 'panels.pdf' }], options: { tone: 'formal' } }]);
		expect(bodiesTo('exportExisting')).toEqual([{ projectId: created()[0], resolution: '480' }]);
		expect(items.map(({ json }) => json)).toEqual([{ projectKey: created()[0] }]);
	});

	test('several documents, whose fields are separated by commas, become one video', async () => {
		const [data, notes] = [await stored(), await stored('notes.txt', 'text/plain', Buffer.from('Notes.'))];
		const { items } = await run('createFromDocument', [{ json: {}, binary: { data, notes } }], { binaryProperty: ' data, notes' });
		expect(bodiesTo('uploadDocuments')).toMatchObject([{ files: [{ fileName: 'panels.pdf' }, { fileName: 'notes.txt', bytes: 6 }] }]);
		expect(bodiesTo('videoFromDocuments')).toMatchObject([{ files: [{ fileName: 'panels.pdf' }, { fileName: 'notes.txt' }] }]);
		expect(items.map(({ json }) => json)).toEqual([{ projectKey: created()[0] }]);
	});

	test.each<[what: string, data: object]>([
		['no type', { data: LONG.toString('base64'), fileName: 'panels.pdf' }],
		['line breaks in it', { data: LONG.toString('base64').replace(/.{76}/g, '$&\r\n'), fileName: 'panels.pdf', mimeType: 5 }],
	])('a file that a Code node made, with %s, is uploaded as it is', async (_what, data) => {
		const { items, error } = await run('createFromDocument', [itemOf(data as IBinaryData)]);
		expect(error).toBeUndefined();
		const [upload] = bodiesTo('uploadDocuments') as Array<{ files: Array<{ sha256: string }> }>;
		expect(upload.files).toMatchObject([{ mimeType: 'application/octet-stream', bytes: LONG.length, sha256: createHash('sha256').update(LONG).digest('hex') }]);
		expect(items.map(({ json }) => json.projectKey)).toEqual(created());
	});

	test.each<[what: string, data: unknown]>([['null', null], ['text', 'a.pdf'], ['data that is null', { data: null, fileName: 'a.pdf' }], ['numbers', { data: 7, fileName: 7, mimeType: 7 }]])('binary data that is %s is an error of its item only', async (_what, data) => {
		const { items } = await run('createFromDocument', [itemOf(data as IBinaryData), itemOf(inline('One.'))], {}, { onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => json.projectKey)).toEqual([undefined, created()[0]]);
		expect(items[0].json.error).toMatch(/^The (item has no file in the field "data"|file .* is empty|file .* cannot be used as a document)$/);
	});

	test('without all of its documents no video is created', async () => {
		const [data, notes] = [await stored(), await stored('notes.txt', 'text/plain')];
		simulator.injectFaults('uploadDocuments', [wrongJson({ success: true, data: { uploadResults: [{ uri: 'u1.pdf', fileName: 'panels.pdf' }] } })]);
		const { error } = await run('createFromDocument', [{ json: {}, binary: { data, notes } }], { binaryProperty: 'data,notes' });
		expect(error?.message).toContain('AI Studios accepted only 1 of 2 documents (panels.pdf, notes.txt)');
		expect(simulator.exports).toEqual([]);
		expect(created()).toEqual([]);
	});

	test('without Render it is a draft that is finished', async () => {
		const { items } = await run('createFromDocument', [itemOf(await stored())], { render: false });
		expect(items[0].json).toMatchObject({ projectKey: created()[0], isDraft: true });
		expect(simulator.requestsTo('creationProgress').length).toBeGreaterThan(0);
	});

	test('in a dry run nothing is uploaded, and the request is shown', async () => {
		const { items } = await run('createFromDocument', [itemOf(await stored())], { options: { dryRun: true, language: 'de' } });
		expect(items.map(({ json }) => json)).toEqual([{ request: { files: [{ field: 'files', ...FILE }], options: { language: 'de' } } }]);
		expect(simulator.requests).toEqual([]);
	});

	test('items with the same file share its upload, its video and its render; another name, content or option is another video', async () => {
		const [same, other] = [itemOf(inline('One.')), itemOf(inline('Two.'))];
		const { items } = await run('createFromDocument', [same, same, other]);
		const [one, two] = created();
		expect(items.map(({ json }) => json)).toEqual([{ projectKey: one }, { projectKey: one, duplicateOf: 0 }, { projectKey: two }]);
		expect([simulator.requestsTo('uploadDocuments').length, rendered().length]).toEqual([2, 2]);
	});

	test('a failed execution that is retried uploads and pays only for what is missing', async () => {
		const rows = [itemOf(await stored('one.pdf')), itemOf(await stored('two.pdf'))];
		const workflow = chain([step('createFromDocument')]);
		const credential = credentialFor('v3', simulator);
		simulator.injectFaults('videoFromDocuments', [noFault, rejection('Not today.')]);
		const failed = await engine.runWorkflow(workflow, { rows, credential });
		expect(failed.error?.message).toContain('Not today.');
		const { items, error } = await engine.runWorkflow(workflow, { rows: [], credential, saved: savedBy(failed.run), mode: 'retry' });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.projectKey)).toEqual(created());
		expect([simulator.requestsTo('uploadDocuments').length, created().length, rendered().length]).toEqual([3, 2, 2]);
	});

	test('a creation whose response was lost is in doubt, and is not sent again', async () => {
		simulator.injectFaults('videoFromDocuments', [acceptThenReset]);
		const { error } = await run('createFromDocument', [itemOf(await stored())], {}, RETRY_ON_FAIL);
		expect(error?.message).toMatch(/^The request for the video was sent, but its response was lost/);
		expect([simulator.requestsTo('uploadDocuments').length, created().length]).toEqual([1, 1]);
	});

	test.each([
		['an upload that is rejected', status(413), 'AI Studios rejected the document: Simulated status 413'],
		['an upload that returns nothing', wrongJson({ success: true, data: {} }), 'AI Studios did not accept the document panels.pdf'],
	])('%s creates nothing', async (_title, fault, message) => {
		simulator.injectFaults('uploadDocuments', [always(fault)]);
		const { error } = await run('createFromDocument', [itemOf(await stored())]);
		expect(error?.message).toContain(message);
		expect([simulator.requestsTo('uploadDocuments').length, created().length]).toEqual([1, 0]);
	});
});

describe('Create From Slides', () => {
	test('uploads the slides once, which makes the project, and exports it', async () => {
		const options = { projectName: 'Solar', workspaceId: { __rl: true, mode: 'id', value: 'workspace-training' } };
		const { items, error } = await run('createFromSlides', [itemOf(await stored())], { options });
		expect(error).toBeUndefined();
		expect(bodiesTo('projectFromSlides')).toEqual([{ fields: { name: 'Solar', workspaceId: 'workspace-training' }, files: [expect.objectContaining({ ...FILE, field: 'file' })] }]);
		expect(bodiesTo('exportExisting')).toEqual([{ projectId: created()[0], workspaceId: 'workspace-training' }]);
		expect(simulator.requestsTo('creationProgress')).toEqual([]);
		expect(items.map(({ json }) => json)).toEqual([{ projectKey: created()[0] }]);
	});

	test('without Render it is a draft', async () => {
		const { items } = await run('createFromSlides', [itemOf(await stored())], { render: false });
		expect(items.map(({ json }) => json)).toEqual([{ projectKey: created()[0], isDraft: true, editorUrl: `https://app.aistudios.com/editor/${created()[0]}` }]);
	});

	test('a response that was lost leaves it in doubt, and it is not uploaded again', async () => {
		simulator.injectFaults('projectFromSlides', [acceptThenReset]);
		const { error } = await run('createFromSlides', [itemOf(await stored())], {}, RETRY_ON_FAIL);
		expect(error?.message).toMatch(/^The request for the slides was sent, but its response was lost/);
		expect(simulator.requestsTo('projectFromSlides')).toHaveLength(1);
	});

	test('the same slides in two items are one project', async () => {
		const item = itemOf(await stored());
		const { items } = await run('createFromSlides', [item, item]);
		expect(items.map(({ json }) => json)).toEqual([{ projectKey: created()[0] }, { projectKey: created()[0], duplicateOf: 0 }]);
		expect(rendered()).toEqual(created());
	});
});

test.each<[title: string, operation: string, parameters: INodeParameters, file: IBinaryData, message: string]>([
	['another field', 'createFromDocument', { binaryProperty: 'file' }, inline('One.'), 'The item has no file in the field "file"'],
	['an empty file', 'createFromDocument', {}, inline(''), 'The file panels.pdf is empty'],
	['a picture', 'createFromDocument', {}, { ...inline('x'), fileName: 'a.png', mimeType: 'image/png' }, 'The file a.png (image/png) cannot be used as a document'],
	['a text as slides', 'createFromSlides', {}, { ...inline('x'), fileName: 'a.txt', mimeType: 'text/plain' }, 'The file a.txt (text/plain) cannot be used as slides'],
	['a speed in per cent', 'createFromDocument', { options: { speed: 120 } }, inline('x'), 'Speed must be a number from 0.5 to 1.5, but it is "120"'],
])('%s is an error before anything is sent', async (_title, operation, parameters, file, message) => {
	const { error } = await run(operation, [itemOf(file)], parameters);
	expect(error?.message).toBe(message);
	expect(simulator.requests).toEqual([]);
});

test.each([
	['createFromDocument', 'API version 2 cannot create a video from a document'],
	['createFromSlides', 'API version 2 cannot create a project from slides'],
])('%s needs another credential than one for the classic editor', async (operation, message) => {
	const { error } = await run(operation, [itemOf(inline('One.'))], {}, {}, 'v2');
	expect(error?.message).toBe(message);
	expect(simulator.requests).toEqual([]);
});

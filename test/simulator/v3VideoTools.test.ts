import { createHash } from 'crypto';

import { startSimulator, type Simulator } from './index';
import { callV3, callV3Form, exchangeToken, manualClock } from './testing';

let simulator: Simulator;
let token: string;
const clock = manualClock();

beforeEach(async () => {
	simulator = await startSimulator({ now: clock.now, renderSeconds: [100, 100] });
	token = await exchangeToken(simulator);
});
afterEach(async () => await simulator.stop());

const get = async (path: string) => await callV3(simulator, token, 'GET', path);
const post = async (path: string, body: unknown) => await callV3(simulator, token, 'POST', path, body);

const postForm = async (path: string, parts: Record<string, string | File | File[]>) => await callV3Form(simulator, token, path, parts);
const fileOf = (name: string, content = 'content') => new File([content], name);

describe('A video tool makes a project that is not rendered', () => {
	test.each<[string, object]>([
		['scripts_to_video', { scripts: 'Tea is old. It comes from China.' }],
		['topic_to_video', { topic: 'Tea', options: { duration: 60, media: 'generative', style: 'anime' } }],
		['url_to_video', { url: 'https://example.com/tea', options: { language: 'en', speed: 1.5, templateId: '5c0000000000000000000001', model: 'M000000001', voiceOnly: true } }],
	])('%s', async (path, body) => {
		simulator.nextCreation({ seconds: 20 });
		const { data } = (await post(`/automation/${path}`, body)).json;
		expect(data).toEqual({ projectId: expect.any(String), automationJobId: expect.any(String) });
		const id = data.projectId as string;
		const progress = async () => (await get(`/automation/progress?projectId=${id}`)).json.data;
		expect(await progress()).toEqual({ state: 'ready', progress: 0 });
		clock.advance(10);
		expect(await progress()).toEqual({ state: 'progress', progress: 50 });
		expect((await post('/editor/project/export', { projectId: id })).json.error.msg).toContain('is not finished yet');
		clock.advance(10);
		expect(await progress()).toEqual({ state: 'finish', progress: 100 });
		expect((await get(`/editor/project/${id}`)).json.data.project.scenes).toHaveLength(2);
		expect([simulator.creations.length, simulator.exports.length]).toEqual([1, 0]);
		expect((await post('/editor/project/export', { projectId: id })).json.data).toEqual({ projectId: id });
		expect(simulator.exports.map(({ charged }) => charged)).toEqual([2]);
	});

	test('of documents that were uploaded before', async () => {
		const { json } = await postForm('/automation/docs-to-video/upload-files', { files: [fileOf('a.pptx'), fileOf('b.pdf')] });
		const files = json.data.uploadResults;
		expect(files).toEqual([{ uri: expect.stringMatching(/^\w{32}\.pptx$/), fileName: 'a.pptx' }, { uri: expect.stringMatching(/\.pdf$/), fileName: 'b.pdf' }]);
		expect((await post('/automation/docs-to-video', { files, options: { language: 'en' } })).json.data.projectId).toEqual(expect.any(String));
		expect(simulator.creations.map(({ endpoint }) => endpoint)).toEqual(['videoFromDocuments']);
	});

	test('of slides, at once', async () => {
		const { json } = await postForm('/editor/project/pptpdf', { file: fileOf('deck.pdf'), name: 'Deck', workspaceId: 'workspace-training' });
		expect((await get(`/editor/project/${json.data.projectId}`)).json.data.project).toMatchObject({ name: 'Deck', workspaceId: 'workspace-training', state: 'created' });
	});

	test('of a template, at once', async () => {
		const [template] = (await get('/dropdown/templates_business')).json.data;
		const { json } = await post(`/editor/template/${template.id}?name=Mine`, undefined);
		expect(simulator.project(json.data.projectId).name).toBe('Mine');
	});

	test('and its creation can fail', async () => {
		simulator.nextCreation({ seconds: 10, curve: 'failing' });
		const { projectId } = (await post('/automation/topic_to_video', { topic: 'Tea' })).json.data;
		clock.advance(10);
		expect((await get(`/automation/progress?projectId=${projectId}`)).json.data).toEqual({ state: 'fail', progress: 60 });
	});
});

describe('A video tool rejects', () => {
	const options = (more: object) => ({ topic: 'Tea', options: more });

	test.each<[string, string, unknown, string]>([
		['a missing topic', 'topic_to_video', {}, 'topic must be a string'],
		['an empty script', 'scripts_to_video', { scripts: ' ' }, 'scripts is empty'],
		['a list of scripts', 'scripts_to_video', { scripts: ['Hi.'] }, 'scripts must be a string'],
		['a page that is none', 'url_to_video', { url: 'tea' }, 'url is not a URL'],
		['an unknown option', 'topic_to_video', options({ length: 30 }), 'no option "length"'],
		['a script option without a script', 'topic_to_video', options({ scriptOption: 'ai' }), 'no option "scriptOption"'],
		['a duration between', 'topic_to_video', options({ duration: 45 }), 'duration must be one of 30, 60'],
		['a duration as text', 'topic_to_video', options({ duration: '60' }), 'duration must be one of'],
		['too much speed', 'topic_to_video', options({ speed: 2 }), 'speed must be 0.5 to 1.5'],
		['a language with a country', 'topic_to_video', options({ language: 'en-US' }), 'ISO 639-1'],
		['a style without generative media', 'topic_to_video', options({ style: 'anime', media: 'free' }), 'style is valid only with generative media'],
		['an unknown style', 'topic_to_video', options({ style: 'cubism', media: 'generative' }), 'style must be one of'],
		['an unknown template', 'topic_to_video', options({ templateId: 'x' }), 'no template "x"'],
		['an unknown avatar', 'topic_to_video', options({ model: 'x' }), 'no model "x"'],
		['a switch as text', 'topic_to_video', options({ voiceOnly: 'true' }), 'voiceOnly must be true or false'],
		['an empty option', 'topic_to_video', options({ tone: '' }), 'tone is empty'],
		['a duration for documents', 'docs-to-video', { files: [{ uri: 'x', fileName: 'x.pdf' }], options: { duration: 30 } }, 'no uploaded file "x"'],
		['no documents', 'docs-to-video', { files: [] }, 'files is empty'],
	])('%s', async (_what, path, body, message) => {
		expect((await post(`/automation/${path}`, body)).json).toEqual({ success: false, error: { code: expect.any(Number), msg: expect.stringContaining(message) } });
		expect(simulator.creations).toHaveLength(0);
	});

	test.each<[string, string, Record<string, string | File | File[]>, string]>([
		['an upload without files', '/automation/docs-to-video/upload-files', {}, 'files is missing'],
		['a document of another type', '/automation/docs-to-video/upload-files', { files: fileOf('a.exe') }, 'files of type "exe" are not supported'],
		['a document in another field', '/automation/docs-to-video/upload-files', { file: fileOf('a.pdf') }, 'no file "file"'],
		['an empty document', '/automation/docs-to-video/upload-files', { files: fileOf('a.pdf', '') }, 'the file is empty'],
		['two decks', '/editor/project/pptpdf', { file: [fileOf('a.pdf'), fileOf('b.pdf')] }, 'file must be one file'],
		['a deck of text', '/editor/project/pptpdf', { file: fileOf('a.txt') }, 'files of type "txt" are not supported'],
		['a deck with an unknown field', '/editor/project/pptpdf', { file: fileOf('a.pdf'), title: 'x' }, 'no field "title"'],
		['a deck for an unknown workspace', '/editor/project/pptpdf', { file: fileOf('a.pdf'), workspaceId: 'x' }, 'no workspace "x"'],
	])('%s', async (_what, path, parts, message) => {
		expect((await postForm(path, parts)).json.error.msg).toContain(message);
		expect(simulator.creations).toHaveLength(0);
	});

	test('a body that is no form, or a broken one', async () => {
		expect((await post('/editor/project/pptpdf', { file: 'x' })).json.error.msg).toContain('must be multipart/form-data');
		const headers = { authorization: token, 'content-type': 'multipart/form-data; boundary=x' };
		const send = async (body: string) => await (await fetch(`${simulator.url}/api/odin/v3/editor/project/pptpdf`, { method: 'POST', headers, body })).text();
		expect(await send('--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\nabc')).toContain('ends before its last boundary');
		expect(await send('--x\r\ncontent-disposition: form-data\r\n\r\nabc\r\n--x--')).toContain('has no name');
	});
});

test('The files of a form are recorded with size and hash, and its names as they were written', async () => {
	const content = `${'0123456789'.repeat(200_000)}\r\n--`;
	await postForm('/editor/project/pptpdf', { file: fileOf('Übersicht "1".pdf', content), name: 'Größe' });
	const { body } = simulator.requestsTo('projectFromSlides')[0];
	const sha256 = createHash('sha256').update(content).digest('hex');
	expect(body).toEqual({ fields: { name: 'Größe' }, files: [{ field: 'file', fileName: 'Übersicht "1".pdf', mimeType: 'application/octet-stream', bytes: content.length, sha256 }] });
});

describe('Templates for video tools', () => {
	test.each<[string, object, string[]]>([
		['in the body', { category: 'social' }, ['Bright stories']],
		['for mobile devices', { category: 'social', orientation: 'mobile' }, ['Tall stories']],
		['with pages in the background', { category: 'business', fileBackground: true }, ['Pages in the background']],
	])('%s', async (_what, body, names) => {
		const { data } = (await post('/dropdown/templates_automation', body)).json;
		expect(data.map(({ name }: { name: string }) => name)).toEqual(names);
		expect(data[0]).toEqual({ id: expect.any(String), name: names[0], thumbnailUrl: expect.any(String) });
	});

	test('take the query as well, and a category that exists', async () => {
		expect((await post('/dropdown/templates_automation?category=education', undefined)).json.data).toHaveLength(1);
		expect((await post('/dropdown/templates_automation', { category: 'news' })).json.error.msg).toContain('category must be one of');
	});
});

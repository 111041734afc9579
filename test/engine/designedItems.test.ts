import type { IDataObject } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { avatarClip, mediaClip, textClip } from '../simulator/samples/clips';
import { differentPaths, exportDesigned, type DesignedRun } from './designedRuns';
import { Engine } from './engine';
import { MEDIA, PARROT_ROW, parrotProject, scene } from './parrotProject';
import { sleptTime } from './sleptTime';

const runtime = sleptTime();
const now = () => runtime.now();

let engine: Engine;
let simulator: Simulator;

beforeAll(async () => {
	[engine, simulator] = await Promise.all([Engine.start('filesystem', runtime), startSimulator({ now })]);
});

afterAll(async () => await Promise.all([engine.stop(), simulator.stop()]));

const NEW = 'https://media.example/rows/new.png';

/** Exports a project of these scenes. */
async function exported(scenes: object[], run: DesignedRun) {
	const { key } = simulator.addProject({ generation: 'v3', name: 'Designed', settings: { orientation: 'portrait' }, ...(run.generation ? { generation: run.generation } : {}), scenes });
	const before = structuredClone(scenes);
	const result = await exportDesigned(engine, simulator, key, run);
	const changed = result.bodies.map(({ scenes: sent }) => differentPaths(before, sent));
	return { ...result, changed };
}

async function exportedParrot(run: DesignedRun) {
	return await exported(parrotProject().scenes as object[], run);
}

test('columns named like tags and lines fill them, and nothing else changes', async () => {
	const { error, bodies, changed, hints, items } = await exportedParrot({ rows: [PARROT_ROW] });
	expect(error).toBeUndefined();
	expect(changed).toEqual([['/0/scripts/0/org', '/0/clips/1/source_url', '/0/clips/2/text', '/1/scripts/1/org']]);
	expect(Object.keys(bodies[0])).toEqual(['name', 'orientation', 'scenes']);
	expect(bodies[0]).toMatchObject({ name: 'Designed', orientation: 'portrait' });
	const [first] = bodies[0].scenes as Array<{ clips: IDataObject[] }>;
	expect(first.clips.map(({ tag }) => tag)).toEqual([undefined, 'parrot-image', 'parrot-text']);
	expect(hints).toEqual([]);
	expect(Object.keys(items[0].json)).toEqual(['projectKey']);
});

test('columns that are missing or empty keep the values of the designer', async () => {
	const { changed } = await exportedParrot({ rows: [{ 'PARROT_TEXT': 'A', 'parrot-image': '', 'Scene 1 Script': null, other: 'x' }, { parrotImage: NEW }] });
	expect(changed).toEqual([['/0/clips/2/text'], ['/0/clips/1/source_url']]);
});

describe('a row that changes nothing', () => {
	const MESSAGE = 'This item changes nothing: its video would be the same as that of the project itself';

	test.each<[string, DesignedRun]>([
		['no columns of such names', { rows: [{ Name: 'Ann' }] }],
		['empty columns', { rows: [{ 'Parrot Image': ' ', 'Scene 1 Script': null }] }],
		['an empty form', { form: { 'parrot-image': '', 'Scene 1 Script': null } }],
	])('is an error before anything is sent: %s', async (_what, run) => {
		const { error, bodies } = await exportedParrot(run);
		expect(error?.message).toBe(MESSAGE);
		expect(error?.description).toContain('Enter a value in at least one field under Values, or name the columns like these fields.');
		expect(error?.description).toContain('This item was not sent to AI Studios. No item was exported.');
		expect(bodies).toEqual([]);
	});

	test('stops the other rows too, and names its own', async () => {
		const { error, bodies } = await exportedParrot({ rows: [PARROT_ROW, { 'Parrot Text': '' }] });
		expect(error?.message).toBe(MESSAGE);
		expect(error?.context).toMatchObject({ itemIndex: 1 });
		expect(bodies).toEqual([]);
	});

	test('is an item of its own when errors are continued', async () => {
		const { items, bodies } = await exportedParrot({ rows: [{ Name: 'Ann' }, PARROT_ROW], continueOnFail: true });
		expect(items.map(({ json }) => json.error ?? 'exported')).toEqual([MESSAGE, 'exported']);
		expect(bodies).toHaveLength(1);
	});

	test('is exported as the project is when Missing Values says to keep', async () => {
		const { error, bodies, changed } = await exportedParrot({ rows: [{ Name: 'Ann' }], options: { missingValues: 'keep' } });
		expect(error).toBeUndefined();
		expect(bodies).toHaveLength(1);
		expect(changed).toEqual([[]]);
	});

	test('is told in a dry run by an empty list of changes', async () => {
		const { items, bodies } = await exportedParrot({ rows: [{ Name: 'Ann' }], options: { dryRun: true } });
		expect(items[0].json).toMatchObject({ changes: [], unused: ['Name'] });
		expect(bodies).toEqual([]);
	});
});

describe('a project without fields of its own', () => {
	const scenesWith = (text: string) => [{ ...scene(0, [], [textClip('t', text)]), scripts: [] }];

	test('has a list of changes in a dry run when it has a placeholder', async () => {
		const { items } = await exported(scenesWith('##TITLE##'), { rows: [{ title: 'News' }], options: { dryRun: true } });
		expect(items[0].json.changes).toEqual([{ field: 'TITLE', from: '##TITLE##', to: 'News' }]);
	});

	test('is an error before anything is sent when it has no placeholder either', async () => {
		const { error, bodies } = await exported(scenesWith('News'), { rows: [{ title: 'News' }] });
		expect(error?.message).toMatch(/^This item changes nothing/);
		expect(error?.description).toMatch(/^Type a placeholder such as ##NAME## into a text of the project, or tag a clip in it\./);
		expect(bodies).toEqual([]);
	});
});

test('a project with placeholders still wants their values, and only theirs', async () => {
	const scenes = [scene(0, ['Hello ##NAME##.', 'Bye.'], [mediaClip('a', 'image', `${MEDIA}/a.png`, 'photo')])];
	const { error } = await exported(scenes, { rows: [{ photo: NEW }] });
	expect(error?.message).toBe('No value for ##NAME##');
	const { changed } = await exported(scenes, { rows: [{ name: 'Ann' }] });
	expect(changed).toEqual([['/0/scripts/0/org']]);
});

test('two clips with one tag are both filled, and a hint says so', async () => {
	const logo = (id: string) => mediaClip(id, 'image', `${MEDIA}/logo.png`, 'logo');
	const { changed, hints } = await exported([scene(0, [], [logo('a')]), scene(1, [], [logo('b')])], { rows: [{ Logo: NEW }] });
	expect(changed).toEqual([['/0/clips/0/source_url', '/1/clips/0/source_url']]);
	expect(hints).toEqual(['Tags on several clips, all of which were filled: logo (2 clips).']);
});

describe('a placeholder and a tag of one name', () => {
	const scenes = [scene(0, [], [textClip('a', 'For ##COMPANY##'), mediaClip('b', 'image', `${MEDIA}/b.png`, 'company')])];

	test.each(['Company', 'COMPANY', 'company'])('a column "%s" is rejected before anything is sent', async (column) => {
		const { error, bodies } = await exported(scenes, { rows: [{ [column]: NEW }] });
		expect(error?.message).toBe(`The field "${column}" would fill both ##COMPANY## and the tag "company"`);
		expect(error?.description).toContain('Rename the tag, or rename or remove the fields until only one is left.');
		expect(bodies).toEqual([]);
	});

	test('each can be filled in the form', async () => {
		const { bodies, changed } = await exported(scenes, { form: { COMPANY: 'ACME', 'company (Tag)': NEW } });
		expect(changed).toEqual([['/0/clips/0/text', '/0/clips/1/source_url']]);
		expect(JSON.stringify(bodies)).toContain('For ACME');
	});
});

test.each<[string, object, string, string[]]>([
	['an audio clip', { id: 'a', type: 'audio', layer: 1, source_url: `${MEDIA}/a.mp3`, tag: 'music' }, 'https://media.example/b.mp3', ['/0/clips/0/source_url']],
	['a video clip', mediaClip('a', 'videoImage', `${MEDIA}/a.mp4`, 'music'), 'https://media.example/b.mp4', ['/0/clips/0/source_url', '/0/clips/0/video_url']],
	['an avatar', { ...avatarClip('a', 'Old words'), tag: 'music' }, 'New words', ['/0/clips/0/script/org']],
	['a text', { ...textClip('a', 'Old words'), tag: 'music' }, 'New words', ['/0/clips/0/text']],
])('%s is filled by its tag', async (_what, clip, value, paths) => {
	const { error, changed } = await exported([scene(0, ['Old words'], [clip])], { rows: [{ Music: value }] });
	expect(error).toBeUndefined();
	expect(changed).toEqual([paths]);
});

describe('a line with placeholders', () => {
	const scenes = [scene(0, ['Hello ##NAME##, from ##COMPANY##.', 'Bye ##NAME##.'], [avatarClip('a', '')])];
	const linesIn = (body: IDataObject) => (body.scenes as Array<{ scripts: Array<{ org: string }> }>)[0].scripts.map(({ org }) => org);

	test('given as a whole wins, and a hint lists the values that were not used', async () => {
		const { bodies, hints } = await exported(scenes, { rows: [{ Name: 'Ann', Company: 'ACME', 'Scene 1 Script': 'Good day.' }] });
		expect(linesIn(bodies[0])).toEqual(['Good day.', 'Bye Ann.']);
		expect(hints).toEqual(['Values that were not used, because the whole line around their placeholder was replaced: COMPANY.']);
	});

	test('given as a whole needs no value for its placeholders', async () => {
		const { error, bodies, hints } = await exported(scenes, { form: { 'Scene 1 Script': 'Good day.', NAME: 'Ann' } });
		expect(error).toBeUndefined();
		expect(linesIn(bodies[0])).toEqual(['Good day.', 'Bye Ann.']);
		expect(hints).toEqual([]);
	});

	test('takes a value with ## as it is', async () => {
		const { bodies } = await exported(scenes, { rows: [{ Name: 'Ann', 'Scene 1 Script': 'Write ##NAME##.' }] });
		expect(linesIn(bodies[0])).toEqual(['Write ##NAME##.', 'Bye Ann.']);
	});
});

test.each<[unknown, string]>([
	[true, 'a boolean'],
	[['a', 'b'], 'a list'],
	[{ url: NEW }, 'an object'],
])('a value that is no text (%j) is an error before anything is sent', async (value, kind) => {
	const { error, bodies } = await exportedParrot({ rows: [{ 'parrot image': value as IDataObject }] });
	expect(error?.message).toBe(`The value of "parrot-image" must be text, but it is ${kind}`);
	expect(bodies).toEqual([]);
});

test('a number is sent as its digits', async () => {
	const { bodies } = await exportedParrot({ rows: [{ 'parrot text': 42 }] });
	expect(JSON.stringify(bodies)).toContain('"text":"42"');
});

test('two columns for one tag are an error', async () => {
	const { error } = await exportedParrot({ rows: [{ 'parrot text': 'a', 'Parrot-Text': 'b' }] });
	expect(error?.message).toBe('The fields "parrot text", "Parrot-Text" would both fill "parrot-text"');
});

test('values entered for fields that the project does not have are listed in a hint', async () => {
	const { hints } = await exportedParrot({ form: { 'parrot-image': NEW, 'Scene 9 Script': 'x', OLD: 'y' } });
	expect(hints).toEqual(['These values fill no placeholder: Scene 9 Script, OLD.']);
});

test('a v2 project is filled by position', async () => {
	const scenes = [
		{ clips: [{ type: 'userVideo', detail: { url: `${MEDIA}/intro.mp4` } }] },
		{
			AIModel: { model: 'M000000001', clothes: 'BG00000101', language: 'en', script: 'Welcome.' },
			clips: [{ type: 'image', detail: { url: `${MEDIA}/a.png`, layer: 3 } }, { type: 'image', detail: { url: `${MEDIA}/b.png` } }, { type: 'text', detail: { textSource: 'Hi' } }],
		},
	];
	const row = { 'scene 1 video': 'https://media.example/i.mp4', scene_2_script: 'Good day.', 'Scene 2 Image 2': NEW, 'Scene 2 Text': 'Hey' };
	const { error, bodies, changed } = await exported(scenes, { rows: [row], generation: 'v2' });
	expect(error).toBeUndefined();
	expect(Object.keys(bodies[0])).toEqual(['scenes']);
	expect(changed).toEqual([['/0/clips/0/detail/url', '/1/AIModel/script', '/1/clips/1/detail/url', '/1/clips/2/detail/textSource']]);
	const unchanged = await exported(scenes, { rows: [{ Name: 'Ann' }], generation: 'v2' });
	expect(unchanged.error?.message).toMatch(/^This item changes nothing/);
});

test('a dry run lists what would change, and sends nothing', async () => {
	const scenes = [
		scene(0, ['Hello ##NAME##.', 'Second.'], [mediaClip('a', 'image', `${MEDIA}/a.png`, 'photo'), mediaClip('b', 'image', `${MEDIA}/b.png`, 'LOGO'), textClip('c', '##NAME## of ##COMPANY##')]),
	];
	const row = { name: 'Ann', company: 'ACME', photo: NEW, logo: 'https://media.example/l.png', 'Scene 1 Script 2': 'Last.' };
	const { items, bodies, hints } = await exported(scenes, { rows: [row], options: { dryRun: true } });
	expect(bodies).toEqual([]);
	expect(items[0].json.changes).toEqual([
		{ field: 'NAME', from: 'Hello ##NAME##.', to: 'Hello Ann.' },
		{ field: 'Scene 1 Script 2', from: 'Second.', to: 'Last.' },
		{ field: 'photo', from: `${MEDIA}/a.png`, to: NEW },
		{ field: 'LOGO', from: `${MEDIA}/b.png`, to: 'https://media.example/l.png' },
		{ field: 'NAME, COMPANY', from: '##NAME## of ##COMPANY##', to: 'Ann of ACME' },
	]);
	expect(items[0].json.request).toMatchObject({ name: 'Designed', orientation: 'portrait' });
	expect(hints).toEqual(['Dry run: nothing was exported. Turn off Dry Run to export.']);
});

test('a dry run of a template in JSON has no list of changes', async () => {
	const template = JSON.stringify({ scenes: [scene(0, ['Hello ##NAME##.'], [mediaClip('a', 'image', `${MEDIA}/a.png`, 'photo')])] });
	const { items } = await exportDesigned(engine, simulator, '', { rows: [{ name: 'Ann', photo: NEW }], options: { dryRun: true }, template });
	expect(items[0].json).not.toHaveProperty('changes');
	expect(JSON.stringify(items[0].json.request)).toContain(`${MEDIA}/a.png`);
});

test('the project is read once for all rows', async () => {
	const { key } = simulator.addProject(parrotProject());
	const rows = Array.from({ length: 20 }, (_, index) => ({ 'Parrot Text': `Parrot ${index}`, ...(index % 2 ? { 'Scene 1 Script': `Line ${index}` } : {}) }));
	const { bodies, error } = await exportDesigned(engine, simulator, key, { rows });
	expect(error).toBeUndefined();
	expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(20);
	expect(simulator.requestsTo('project', key)).toHaveLength(1);
});

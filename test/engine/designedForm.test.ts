import { startSimulator, type Simulator } from '../simulator';
import { avatarClip, mediaClip, textClip } from '../simulator/samples/clips';
import type { NewProject } from '../simulator/projects';
import { chapterScenes } from './chapterScenes';
import { formOf, fromProject } from './designedRuns';
import { Engine } from './engine';
import type { Generation } from './generations';
import { MEDIA, parrotProject, scene } from './parrotProject';
import { sleptTime } from './sleptTime';

const runtime = sleptTime();
const now = () => runtime.now();

let engine: Engine;
let simulator: Simulator;

beforeAll(async () => {
	[engine, simulator] = await Promise.all([Engine.start('filesystem', runtime), startSimulator({ now })]);
});

afterAll(async () => await Promise.all([engine.stop(), simulator.stop()]));

async function labels(project: NewProject): Promise<string[][]> {
	const { key, generation } = simulator.addProject(project);
	return await labelsBy(generation, 'id', key);
}

async function labelsBy(generation: Generation, mode: string, value: string): Promise<string[][]> {
	const { fields } = await formOf(engine, simulator, generation, fromProject(mode, value));
	return fields.map(({ id, displayName }) => [id, displayName]);
}

const v3 = (...scenes: object[]): NewProject => ({ generation: 'v3', name: 'Designed', scenes });

test('a project with tags and dialogue becomes a form in the words of its designer', async () => {
	expect(await labels(parrotProject())).toEqual([
		['parrot-image', 'Parrot Image: parrot.png'],
		['parrot-text', 'Parrot Text: A parrot'],
		['Scene 1 Script', 'Scene 1 Script: Here you see a parrot.'],
		['Scene 2 Script', 'Scene 2 Script: Would you like to have one?'],
		['Scene 2 Script 2', 'Scene 2 Script 2: No, thank you.'],
	]);
});

test('no field is required, removed or for matching', async () => {
	const { key } = simulator.addProject(parrotProject());
	const { fields } = await formOf(engine, simulator, 'v3', fromProject('id', key));
	for (const field of fields) expect(field).toMatchObject({ required: false, display: true, type: 'string', canBeUsedToMatch: false });
});

test('placeholders, tags and lines come in the order of the scenes, placeholders first within a scene', async () => {
	const project = v3(
		scene(0, ['Hello ##FIRST_NAME##.'], [mediaClip('a', 'image', `${MEDIA}/a.png`, 'photo'), textClip('b', 'For ##COMPANY##')]),
		scene(1, ['Bye ##FIRST_NAME##, from ##SENDER##.'], [mediaClip('c', 'videoImage', `${MEDIA}/c.mp4`, 'the_outro'), mediaClip('d', 'image', `${MEDIA}/d.png`, 'LOGO')]),
	);
	expect((await labels({ ...project, name: 'Video for ##CUSTOMER##' })).map(([id]) => id)).toEqual([
		'CUSTOMER',
		'FIRST_NAME',
		'COMPANY',
		'photo',
		'Scene 1 Script',
		'SENDER',
		'LOGO',
		'the_outro',
		'Scene 2 Script',
	]);
});

test('a tag on several clips is one field that says how many', async () => {
	const logo = (id: string) => mediaClip(id, 'image', `${MEDIA}/logo.png`, 'logo');
	expect(await labels(v3(scene(0, [], [logo('a')]), scene(1, [], [logo('b'), logo('c')])))).toEqual([['logo', 'Logo, 3 clips: logo.png']]);
});

test('a placeholder and a tag of one name are two fields', async () => {
	expect(await labels(v3(scene(0, [], [textClip('a', '##FIRST_NAME##'), mediaClip('b', 'image', `${MEDIA}/b.png`, 'first-name')])))).toEqual([
		['FIRST_NAME', 'First Name'],
		['first-name (Tag)', 'First Name (Tag): b.png'],
	]);
});

test.each([
	['a long line', 'A line that goes on and on, much longer than any label can be.', 'A line that goes on and on, much longer…'],
	['a line with # and ?', 'Who is #1? You!', 'Who is #1? You!'],
	['several lines', 'One\n\n  two', 'One two'],
	['a line with markup', '<p>Hello <span class="x">there</span></p><p>you</p>', 'Hello there you'],
	['smaller and larger than', 'a < b, c > d', 'a < b, c > d'],
	['characters beyond 16 bits', '🦜'.repeat(41), `${'🦜'.repeat(40)}…`],
	['a signed URL', `${MEDIA}/folder/picture-of-a-parrot.png?signature=abc#x`, 'picture-of-a-parrot.png'],
	['a URL with a long name', `${MEDIA}/${'0123456789'.repeat(5)}.png`, `…${'0123456789'.repeat(5).slice(-36)}.png`],
	['a URL without a path', 'https://media.example', 'media.example'],
])('the help is short: %s', async (_what, line, help) => {
	expect(await labels(v3(scene(0, [line], [avatarClip('a', '')])))).toEqual([['Scene 1 Script', `Scene 1 Script: ${help}`]]);
});

test('a line without words has no help', async () => {
	expect(await labels(v3(scene(0, [''], [avatarClip('a', '')])))).toEqual([['Scene 1 Script', 'Scene 1 Script']]);
});

test('a project without anything to replace has an empty form that says so', async () => {
	const { key } = simulator.addProject(v3(scene(0, [], [{ type: 'shape', tag: 'box', layer: 1 }])));
	const { fields, emptyFieldsNotice } = await formOf(engine, simulator, 'v3', fromProject('id', key));
	expect(fields).toEqual([]);
	expect(emptyFieldsNotice).toBe('The project has no text or media that could be replaced.');
});

test('a v2 project selected by its URL has its script, media and texts by position', async () => {
	const clip = (type: string, detail: object) => ({ type, detail });
	const { key } = simulator.addProject({
		generation: 'v2',
		name: 'Classic',
		scenes: [
			{ clips: [clip('userVideo', { url: `${MEDIA}/intro.mp4` })] },
			{
				AIModel: { model: 'M000000001', clothes: 'BG00000101', language: 'en', script: 'Welcome to our shop.' },
				clips: [
					clip('background', { url: `${MEDIA}/wall.png` }),
					clip('image', { url: `${MEDIA}/one.png` }),
					clip('image', { url: `${MEDIA}/two.png` }),
					clip('text', { textSource: 'Welcome' }),
				],
			},
		],
	});
	expect(await labelsBy('v2', 'url', `https://www.aistudios.com/edit.news?id=${key}`)).toEqual([
		['Scene 1 Video', 'Scene 1 Video: intro.mp4'],
		['Scene 2 Script', 'Scene 2 Script: Welcome to our shop.'],
		['Scene 2 Background', 'Scene 2 Background: wall.png'],
		['Scene 2 Image', 'Scene 2 Image: one.png'],
		['Scene 2 Image 2', 'Scene 2 Image 2: two.png'],
		['Scene 2 Text', 'Scene 2 Text: Welcome'],
	]);
});

test('the form of a project of 200 scenes has all of its fields', async () => {
	const { key } = simulator.addProject(v3(...chapterScenes(200)));
	const { fields } = await formOf(engine, simulator, 'v3', fromProject('id', key));
	expect(fields).toHaveLength(201 + 200 + 1 + 400);
});

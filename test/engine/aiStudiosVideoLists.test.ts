import type { INodeListSearchResult } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { Engine } from './engine';
import { credentialFor, type Generation } from './generations';

let engine: Engine;
let simulator: Simulator;

beforeAll(async () => {
	engine = await Engine.start();
	simulator = await startSimulator();
});

afterAll(async () => {
	await simulator.stop();
	await engine.stop();
});

async function list(method: string, filter?: string, operation = 'createFromScript', generation: Generation = 'v3'): Promise<INodeListSearchResult> {
	const functions = engine.editor({ resource: 'video', operation }, credentialFor(generation, simulator), 'aiStudios');
	const search = engine.nodeType('aiStudios').methods?.listSearch?.[method];
	if (!search) throw new Error(`There is no method ${method}`);
	return await search.call(functions, filter);
}

test('the avatars of videos are listed with their kind, by which they can be found', async () => {
	const { results } = await list('searchVideoAvatars');
	expect(results.slice(0, 2)).toEqual([
		{ name: 'Mina (studio)', value: 'M000000001' },
		{ name: 'Jonas (photo)', value: 'M000000002' },
	]);
	expect((await list('searchVideoAvatars', 'photo')).results.map(({ value }) => value)).toEqual(['M000000002', 'M000000004']);
});

test('templates of all categories and orientations are listed, and can be found by them', async () => {
	expect((await list('searchTemplates')).results.map(({ name }) => name)).toEqual([
		'Office (business, landscape)', 'Blackboard (education, landscape)', 'Bright stories (social, landscape)', 'Tall stories (social, portrait)',
	]);
	expect((await list('searchTemplates', 'portrait')).results.map(({ value }) => value)).toEqual(['5c0000000000000000000002']);
});

test('documents have templates of their own, and no social ones', async () => {
	expect((await list('searchTemplates', '', 'createFromDocument')).results.map(({ name }) => name)).toEqual([
		'Office (business, landscape)', 'Pages in the background (business, landscape, shows the document)',
		'Blackboard (education, landscape)', 'Lecture notes (education, landscape, shows the document)',
	]);
});

test('v2 has no such lists, and says so', async () => {
	await expect(list('searchVideoAvatars', '', 'createFromScript', 'v2')).rejects.toMatchObject({ message: 'API version 2 cannot list avatars' });
	await expect(list('searchTemplates', '', 'createFromScript', 'v2')).rejects.toMatchObject({ message: 'API version 2 cannot list templates' });
});

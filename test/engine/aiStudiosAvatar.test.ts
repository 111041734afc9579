import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { changedJson } from '../simulator/faults';
import type { Engine } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, type Generation } from './generations';

let engine: Engine;
let simulator: Simulator;
withFreshSimulator({}, (started) => ({ engine, simulator } = started));

const run = async (parameters: INodeParameters = {}, rows: IDataObject[] = [{}], generation: Generation = 'v3') =>
	await engine.run({ rows, steps: [{ node: 'aiStudios', parameters: { resource: 'avatar', operation: 'getMany', ...parameters } }], credential: credentialFor(generation, simulator) });

test('Get Many returns one item for each avatar, with its clothes', async () => {
	const { items } = await run();
	expect(items).toHaveLength(4);
	expect(items[0]).toEqual({
		json: { id: 'M000000001', name: 'Mina', clothes: [{ id: 'BG00000101', name: 'Navy suit' }, { id: 'BG00000102', name: 'White shirt' }] },
		pairedItem: { item: 0 },
	});
	expect(simulator.requestsTo('avatars')).toHaveLength(1);
});

test('without Simplify it returns all that AI Studios says, such as thumbnails', async () => {
	const { items } = await run({ simplify: false, limit: 1 });
	expect(items.map(({ json }) => json)).toMatchObject([{ id: 'M000000001', label: { en: 'Mina', ko: '미나' }, thumbnail: '/thumbnails/M000000001.png', clothes: [{ thumbnail: '/thumbnails/BG00000101.png' }, {}] }]);
});

test.each<[INodeParameters, number]>([
	[{}, 50],
	[{ limit: 3 }, 3],
	[{ returnAll: true }, 60],
	[{ returnAll: true, limit: 3 }, 60],
])('%j returns so many of sixty', async (parameters, count) => {
	const sixty = Array.from({ length: 60 }, (_, index) => ({ id: `M${index}`, label: { en: `Avatar ${index}` } }));
	simulator.injectFaults('avatars', [changedJson('sixty avatars', () => ({ success: true, data: { models: sixty } }))]);
	const { items } = await run(parameters);
	expect(items.map(({ json }) => json)).toEqual(sixty.slice(0, count).map(({ id, label }) => ({ id, name: label.en, clothes: [] })));
});

test('each item has its own list, with its fields when they are included', async () => {
	const { items } = await run({ limit: '={{ $json.n }}', options: { includeInputFields: true } }, [{ n: 1 }, { n: 2 }]);
	expect(items.map(({ json, pairedItem }) => [json.n, json.name, pairedItem])).toEqual([[1, 'Mina', { item: 0 }], [2, 'Mina', { item: 1 }], [2, 'Jonas', { item: 1 }]]);
});

test('with API version 2 it says that there is no such list, and sends nothing', async () => {
	const { error } = await run({}, [{}], 'v2');
	expect([error?.message, error?.description]).toEqual(['API version 2 cannot list avatars', 'Enter the ID of the avatar, or use a credential for API version 3.']);
	expect(simulator.requests).toEqual([]);
});

describe('the lists to choose from', () => {
	type Search = (this: unknown, filter?: string, page?: string) => Promise<{ results: Array<{ name: string; value: string }> }>;
	const list = async (method: string, parameters: INodeParameters, filter?: string) => {
		const search = engine.nodeType('aiStudios').methods?.listSearch?.[method] as unknown as Search;
		const { results } = await search.call(engine.editor(parameters, credentialFor('v3', simulator), 'aiStudios'), filter);
		return results.map(({ name, value }) => `${name} = ${value}`);
	};

	test('avatars are listed by their names', async () => {
		expect(await list('searchAvatars', {}, 'mi')).toEqual(['Mina = M000000001']);
	});

	test.each<[string, INodeParameters, string[]]>([
		['of the selected avatar', { avatar: { __rl: true, mode: 'list', value: 'M000000002' } }, ['Pullover = BG00000202']],
		['of all avatars when none is selected', {}, ['Pullover (Jonas) = BG00000202']],
		['of all avatars when the avatar is an expression', { avatar: { __rl: true, mode: 'id', value: '={{ $json.avatar }}' } }, ['Pullover (Jonas) = BG00000202']],
	])('clothes are listed %s', async (_what, parameters, expected) => {
		expect(await list('searchClothes', parameters, 'pull')).toEqual(expected);
	});
});

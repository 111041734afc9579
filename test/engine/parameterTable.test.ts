import { AiStudiosExportProject } from '../../nodes/AiStudiosExportProject/AiStudiosExportProject.node';
import { AiStudiosGetProgress } from '../../nodes/AiStudiosGetProgress/AiStudiosGetProgress.node';
import { AiStudiosWaitAndDownload } from '../../nodes/AiStudiosWaitAndDownload/AiStudiosWaitAndDownload.node';
import { startSimulator, type Simulator } from '../simulator';
import { Engine } from './engine';
import { fastRuntime } from './fastRuntime';
import { GENERATIONS } from './generations';
import { carefulReading, expectSentence, kindsFor, parametersOf } from './parameterKinds';
import { NODES, ParameterRuns, type NodeName, type TestItem } from './parameterRuns';

/** The titles of the tests are made before anything is loaded as n8n loads it. */
const TYPES = [new AiStudiosExportProject(), new AiStudiosGetProgress(), new AiStudiosWaitAndDownload()];

function pathsOf(node: NodeName): Array<[path: string]> {
	return TYPES.filter(({ description }) => description.name === node).flatMap(parametersOf).map(({ path }) => [path]);
}

let engine: Engine;
let simulator: Simulator;

beforeAll(async () => {
	engine = await Engine.start('filesystem', fastRuntime(1_000));
	simulator = await startSimulator({ speed: 1_000, balance: 1_000_000 });
});

afterAll(async () => {
	await simulator.stop();
	await engine.stop();
});

/** The items of one parameter, each between two that have a good value. */
function itemsFor(runs: ParameterRuns, path: string): { items: TestItem[]; kinds: string[] } {
	const parameter = runs.parameters.find((candidate) => candidate.path === path);
	if (!parameter) throw new Error(`There is no parameter ${path}`);
	const good = runs.good(parameter);
	const isVaried = { isIncomplete: path === 'options.missingValues', isDuplicate: path === 'options.allowDuplicates' };
	const kinds = kindsFor(parameter, good);
	const neighbour = (): TestItem => ({ values: new Map([[parameter, good]]) });
	return {
		items: [...kinds.flatMap(([, value]) => [neighbour(), { values: new Map([[parameter, value]]), ...isVaried }]), neighbour()],
		kinds: [...kinds.flatMap(([kind]) => ['a neighbour', kind]), 'a neighbour'],
	};
}

describe.each(GENERATIONS)('%s', (generation) => {
	describe.each(NODES)('%s', (node) => {
		const paths = pathsOf(node);

		test('the table has every parameter and option of the description', () => {
			expect(new ParameterRuns(engine, simulator, node, generation).parameters.map(({ path }) => path)).toEqual(paths.map(([path]) => path));
		});

		test.each(paths)('%s by an expression: a result or a sentence, the other items unharmed, nothing sent that a careful reader would not send', async (path) => {
			const runs = new ParameterRuns(engine, simulator, node, generation);
			const { items, kinds } = itemsFor(runs, path);
			const [parameter] = [...items[0].values.keys()];
			if (parameter.property.noDataExpression) return;
			const { items: outputs, error, exported } = await runs.byExpression([parameter], items);
			expect(error).toBeUndefined();
			expect(outputs).toHaveLength(items.length);
			const expected = items.map((item) => runs.expected(item));
			const outcome = outputs.map(({ json }, index) => [kinds[index], json.error !== undefined, json.error ?? '']);
			expect(outcome).toEqual(expected.map(({ fails }, index) => [kinds[index], fails, outputs[index].json.error ?? '']));
			outputs.forEach((output, index) => runs.check(output, expected[index]));
			expect(exported).toHaveLength(expected.reduce((sum, { exports }) => sum + exports, 0));
		});

		test.each(paths)('%s itself of each kind: a result or a sentence, nothing sent that a careful reader would not send', async (path) => {
			const runs = new ParameterRuns(engine, simulator, node, generation);
			const { items, kinds } = itemsFor(runs, path);
			for (const [index, item] of items.entries()) {
				if (kinds[index] === 'a neighbour') continue;
				const [parameter] = [...item.values.keys()];
				if (item.values.get(parameter) === undefined) continue;
				// n8n drops the template of a node whose Template Source says nothing.
				const isWithoutTemplate = path === 'templateSource' && carefulReading(parameter, item.values.get(parameter)).is === 'empty';
				const expected = isWithoutTemplate ? { fails: true, exports: 0 as const } : runs.expected({ ...item, isDuplicate: false });
				const result = await runs.literally(parameter, { ...item, isDuplicate: false });
				if (!result) continue;
				const { items: outputs, error, exported } = result;
				expect([kinds[index], error !== undefined, error?.message ?? '']).toEqual([kinds[index], expected.fails, error?.message ?? '']);
				if (error) {
					expectSentence(error.message);
					expectSentence(error.description);
				} else {
					runs.check(outputs[0], expected);
				}
				expect([kinds[index], exported.length]).toEqual([kinds[index], expected.exports]);
			}
		});
	});
});

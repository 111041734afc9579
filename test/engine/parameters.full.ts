import fc from 'fast-check';
import { startSimulator } from '../simulator';
import { Engine } from './engine';
import { fastRuntime } from './fastRuntime';
import { GENERATIONS, type Generation } from './generations';
import { kindsFor, type Parameter } from './parameterKinds';
import { NODES, ParameterRuns, type NodeName, type TestItem } from './parameterRuns';

const RUNS = 100;
const ITEMS_PER_RUN = 100;
const SEED = 20_261_124;

/** What varies in one run, and how each item is made: numbers to choose by. */
interface Plan {
	node: NodeName;
	generation: Generation;
	varied: number[];
	items: Array<{ isNeighbour: boolean; kinds: number[]; isIncomplete: boolean; isDuplicate: boolean }>;
}

const rarely = fc.integer({ min: 1, max: 10 }).map((number) => number === 1);
const plans = fc.sample(
	fc.record<Plan>({
		node: fc.oneof({ arbitrary: fc.constant(NODES[0]), weight: 6 }, { arbitrary: fc.constantFrom(...NODES.slice(1)), weight: 4 }),
		generation: fc.constantFrom(...GENERATIONS),
		varied: fc.array(fc.nat(1_000), { minLength: 2, maxLength: 6 }),
		items: fc.array(
			fc.record({ isNeighbour: fc.boolean(), kinds: fc.array(fc.nat(100), { minLength: 6, maxLength: 6 }), isIncomplete: rarely, isDuplicate: rarely }),
			{ minLength: ITEMS_PER_RUN, maxLength: ITEMS_PER_RUN },
		),
	}),
	{ numRuns: RUNS, seed: SEED },
);

let engine: Engine;

beforeAll(async () => {
	engine = await Engine.start('filesystem', fastRuntime(1_000));
});

afterAll(async () => await engine.stop());

/** The parameters that vary, each once, and none together with a part of itself. */
function variedOf(runs: ParameterRuns, { varied }: Plan): Parameter[] {
	const possible = runs.parameters.filter(({ property }) => property.noDataExpression !== true && property.type !== 'collection');
	const chosen = varied.map((number) => possible[number % possible.length]);
	return chosen.filter(({ path }, index) => chosen.findIndex((other) => path.startsWith(other.path) || other.path.startsWith(path)) === index);
}

/** The first kinds are good ones, and come as often as all others together. */
function kindOf(parameter: Parameter, runs: ParameterRuns, number: number): [kind: string, value: unknown] {
	const kinds = kindsFor(parameter, runs.good(parameter));
	return kinds[number > 50 ? 0 : number % kinds.length];
}

test.each(plans.map((plan, index) => [index + 1, plan.node, plan.generation, plan] as const))('run %i: 100 items of %s (%s) with generated parameters', async (_number, node, generation, plan) => {
	const simulator = await startSimulator({ speed: 1_000, balance: 1_000_000 });
	const runs = new ParameterRuns(engine, simulator, node, generation);
	const varied = variedOf(runs, plan);
	const kinds: string[] = [];
	const items = plan.items.map(({ isNeighbour, kinds: numbers, isIncomplete, isDuplicate }, index): TestItem => {
		const isGood = isNeighbour || index === 0;
		const chosen = varied.map((parameter, column) => {
			const mayVary = !isGood && (!isDuplicate || parameter.path === 'options.allowDuplicates');
			return [parameter, ...kindOf(parameter, runs, mayVary ? numbers[column] : 100)] as const;
		});
		kinds.push(chosen.map(([{ path }, kind]) => `${path}: ${kind}`).join(', '));
		return { values: new Map(chosen.map(([parameter, , value]) => [parameter, value])), isDuplicate: !isGood && isDuplicate, isIncomplete: !isGood && !isDuplicate && isIncomplete };
	});
	const { items: outputs, error, exported } = await runs.byExpression(varied, items);
	await simulator.stop();

	expect(error).toBeUndefined();
	expect(outputs).toHaveLength(ITEMS_PER_RUN);
	const expected = items.map((item) => runs.expected(item));
	const told = outputs.map(({ json }, index) => [index, kinds[index], json.error !== undefined, json.error ?? '']);
	expect(told).toEqual(expected.map(({ fails }, index) => [index, kinds[index], fails, outputs[index].json.error ?? '']));
	outputs.forEach((output, index) => runs.check(output, expected[index]));
	expect(exported).toHaveLength(expected.reduce((sum, { exports }) => sum + exports, 0));
});

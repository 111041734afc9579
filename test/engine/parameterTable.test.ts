import type { Simulator } from '../simulator';
import type { Engine } from './engine';
import { withFastSimulator } from './fastSimulator';
import { GENERATIONS } from './generations';
import { pathsOf } from './parameterPaths';
import { NODES, ParameterRuns } from './parameterRuns';

let engine: Engine;
let simulator: Simulator;
withFastSimulator((started) => ({ engine, simulator } = started));

describe.each(GENERATIONS)('%s', (generation) => {
	describe.each(NODES)('%s', (node) => {
		test('the table has every parameter and option of the description', () => {
			expect(new ParameterRuns(engine, simulator, node, generation).parameters.map(({ path }) => path)).toEqual(pathsOf(node));
		});

		test.each(pathsOf(node))('%s by an expression: a result or a sentence, the other items unharmed, nothing sent that a careful reader would not send', async (path) => {
			const runs = new ParameterRuns(engine, simulator, node, generation);
			const parameter = runs.parameterAt(path);
			if (parameter.property.noDataExpression) return;
			const neighbour = { kind: 'a neighbour', item: { values: new Map([[parameter, runs.good(parameter)]]) } };
			const trials = [...runs.trials(parameter).flatMap((trial) => [neighbour, trial]), neighbour];
			const { items: outputs, error, exported } = await runs.byExpression([parameter], trials.map(({ item }) => item));
			expect(error).toBeUndefined();
			expect(outputs).toHaveLength(trials.length);
			const expected = trials.map(({ item }) => runs.expected(item));
			const outcome = outputs.map(({ json }, index) => [trials[index].kind, json.error !== undefined, json.error ?? '']);
			expect(outcome).toEqual(expected.map(({ fails }, index) => [trials[index].kind, fails, outputs[index].json.error ?? '']));
			outputs.forEach((output, index) => runs.check(output, expected[index]));
			expect(exported).toHaveLength(expected.reduce((sum, { exports }) => sum + exports, 0));
		});
	});
});

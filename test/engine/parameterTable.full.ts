import type { Simulator } from '../simulator';
import type { Engine } from './engine';
import { withFastSimulator } from './fastSimulator';
import { GENERATIONS } from './generations';
import { carefulReading, expectSentence } from './parameterKinds';
import { pathsOf } from './parameterPaths';
import { NODES, ParameterRuns } from './parameterRuns';

let engine: Engine;
let simulator: Simulator;
withFastSimulator((started) => ({ engine, simulator } = started));

describe.each(GENERATIONS)('%s', (generation) => {
	describe.each(NODES)('%s', (node) => {
		test.each(pathsOf(node))('%s itself of each kind: a result or a sentence, nothing sent that a careful reader would not send', async (path) => {
			const runs = new ParameterRuns(engine, simulator, node, generation);
			const parameter = runs.parameterAt(path);
			for (const { kind, item } of runs.trials(parameter)) {
				const value = item.values.get(parameter);
				if (value === undefined) continue;
				// n8n drops the template of a node whose Template Source says nothing.
				const isWithoutTemplate = path === 'templateSource' && carefulReading(parameter, value).is === 'empty';
				const expected = isWithoutTemplate ? { fails: true, exports: 0 as const } : runs.expected({ ...item, isDuplicate: false });
				const result = await runs.literally(parameter, { ...item, isDuplicate: false });
				if (!result) continue;
				const { items: outputs, error, exported } = result;
				expect([kind, error !== undefined, error?.message ?? '']).toEqual([kind, expected.fails, error?.message ?? '']);
				if (error) {
					expectSentence(error.message);
					expectSentence(error.description);
				} else {
					runs.check(outputs[0], expected);
				}
				expect([kind, exported.length]).toEqual([kind, expected.exports]);
			}
		});
	});
});

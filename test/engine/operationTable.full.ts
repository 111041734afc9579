import type { Simulator } from '../simulator';
import type { Engine } from './engine';
import { withFastSimulator } from './fastSimulator';
import { expectOutput, operationParameters, OperationRuns } from './operationRuns';
import { expectSentence } from './parameterKinds';

let engine: Engine;
let simulator: Simulator;
withFastSimulator((started) => ({ engine, simulator } = started));

test.each(operationParameters())('%s, %s itself of each kind: a result or a sentence, nothing sent that a careful reader would not send', async (name, path) => {
	const { length } = (await OperationRuns.start(engine, simulator, name, path)).trials();
	for (let index = 0; index < length; index += 1) {
		// What an operation deletes is not there for the next.
		const runs = await OperationRuns.start(engine, simulator, name, path);
		const trial = runs.trials()[index];
		if (trial.value === undefined || JSON.stringify(trial.value).includes('={{')) continue;
		const result = await runs.literally(trial, index);
		if (!result) continue;
		const { error, items, paid } = result;
		expect([trial.kind, error !== undefined, error?.message ?? '']).toEqual([trial.kind, trial.fails, error?.message ?? '']);
		if (error) {
			expectSentence(error.message);
			expectSentence(error.description);
		} else {
			expectOutput(items, false);
		}
		expect([trial.kind, paid]).toEqual([trial.kind, trial.isPaid ? 1 : 0]);
	}
});

import type { INodePropertyOptions } from 'n8n-workflow';
import { propertiesOf } from '../../nodes/AiStudios/properties';
import type { Simulator } from '../simulator';
import type { Engine } from './engine';
import { withFastSimulator } from './fastSimulator';
import { expectOutput, operationNames, operationParameters, OperationRuns } from './operationRuns';
import { OPERATIONS } from './operations';

let engine: Engine;
let simulator: Simulator;
withFastSimulator((started) => ({ engine, simulator } = started));

test('the table has every operation of the description', () => {
	expect(Object.keys(OPERATIONS).sort()).toEqual(operationNames().sort());
});

test.each(operationNames())('%s says that it costs money when it does, and only then', (name) => {
	const [resource, operation] = name.split(': ');
	const shown = propertiesOf(resource, operation);
	const choices = (shown.find((property) => property.name === 'operation')?.options ?? []) as INodePropertyOptions[];
	const isPaid = OPERATIONS[name].endpoints !== undefined;
	expect(choices.find(({ value }) => value === operation)?.description?.endsWith(' Costs money.')).toBe(isPaid);
	expect(shown.some((property) => property.name === 'costNotice')).toBe(isPaid);
});

test.each(operationParameters())('%s, %s by an expression: a result or a sentence, the other items unharmed, nothing sent that a careful reader would not send', async (name, path) => {
	const runs = await OperationRuns.start(engine, simulator, name, path);
	const trials = runs.trials();
	const { error, outputs, paid } = await runs.byExpression(trials);
	expect(error).toBeUndefined();
	const outcome = outputs.map(([first], index) => [trials[index].kind, first === undefined || first.json.error !== undefined, first?.json.error ?? '']);
	expect(outcome).toEqual(trials.map(({ kind, fails }, index) => [kind, fails, outcome[index][2]]));
	outputs.forEach((items, index) => expectOutput(items, trials[index].fails));
	expect(paid).toBe(trials.filter(({ isPaid }) => isPaid).length);
});

import type { IDataObject, INodeExecutionData, INodeParameters, INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { properties, propertiesOf } from '../../nodes/AiStudios/properties';
import { rethrow } from '../../nodes/shared/core/errors';
import type { Simulator } from '../simulator';
import { callV3Form, exchangeToken } from '../simulator/testing';
import type { Engine } from './engine';
import { credentialFor } from './generations';
import { OPERATIONS, type Given, type OperationUnderTest } from './operations';
import { carefulReading, expectSentence, goodValueOf, kindsFor, parametersOf, withParameter, type Parameter } from './parameterKinds';
import type { Step } from './testWorkflow';

/** What becomes of an item whose parameter has this value, and whether that costs money. */
interface ExpectedItem {
	fails: boolean;
	isPaid: boolean;
}

/** One value of a parameter, and what a careful reader expects of it. */
export interface Trial extends ExpectedItem {
	kind: string;
	value: unknown;
}

/** All operations in the description. */
export function operationNames(): string[] {
	const choices = (name: string, resource?: string) =>
		properties
			.filter((property) => property.name === name && (resource === undefined || property.displayOptions?.show?.resource?.includes(resource)))
			.flatMap(({ options = [] }) => (options as INodePropertyOptions[]).map(({ value }) => String(value)));
	return choices('resource').flatMap((resource) => choices('operation', resource).map((operation) => `${resource}: ${operation}`));
}

/** The parameters of all operations, each where it is first seen: many operations share options. */
export function operationParameters(): Array<[operation: string, path: string]> {
	const seen = new Set<string>();
	return operationNames().flatMap((name) =>
		parametersIn(name).flatMap(({ path, property: { displayName, description } }): Array<[string, string]> => {
			const identity = [path, displayName, description].join();
			if (seen.has(identity)) return [];
			seen.add(identity);
			return [[name, path]];
		}),
	);
}

/** What is entered as a whole; a list of entries is filled in entry by entry, and under test with its operation. */
function parametersIn(name: string): Parameter[] {
	const [resource, operation] = name.split(': ');
	const own = propertiesOf(resource, operation).filter(({ noDataExpression }) => !noDataExpression);
	return parametersOf({ description: { properties: own } } as unknown as INodeType).filter(({ property }) => property.type !== 'fixedCollection');
}

/** Runs an operation with one parameter that varies. */
export class OperationRuns {
	private constructor(
		private readonly engine: Engine,
		private readonly simulator: Simulator,
		private readonly name: string,
		private readonly operation: OperationUnderTest,
		private readonly parameter: Parameter,
		private readonly given: Given,
	) {}

	static async start(engine: Engine, simulator: Simulator, name: string, path: string): Promise<OperationRuns> {
		const { key: projectKey } = simulator.addProject({ generation: 'v3', seconds: 0 });
		const translated = await callV3Form(simulator, await exchangeToken(simulator), '/automation/translatevideos', { url: 'https://youtu.be/abc', target_0: 'ko-KR' });
		const given = { projectKey, folderId: translated.json.data.folderId as string };
		const parameter = parametersIn(name).find((candidate) => candidate.path === path);
		if (!parameter) throw new Error(`${name} has no parameter ${path}`);
		return new OperationRuns(engine, simulator, name, OPERATIONS[name], parameter, given);
	}

	/** Each kind of value, with a good one at both ends. */
	trials(): Trial[] {
		const kinds = kindsFor(this.parameter, this.good);
		return [...kinds, kinds[0]].map(([kind, value]) => ({ kind, value, ...this.expected(value) }));
	}

	private get good(): unknown {
		return goodValueOf(this.parameter, this.operation.good?.(this.given) ?? {});
	}

	/** Written without a look at the node. */
	private expected(value: unknown): ExpectedItem {
		const { parameter: { path, property }, operation: { accepts = {}, endpoints } } = this;
		const reading = carefulReading(this.parameter, value);
		const isGood = JSON.stringify(value) === JSON.stringify(this.good) || (reading.is === 'meant' && reading.as === this.good);
		const accepted = isGood || accepts[path] === undefined || (reading.is === 'meant' && accepts[path](reading.as));
		const fails = reading.is === 'wrong' || (reading.is === 'empty' ? mustBeFilled(path, property) : !accepted);
		const isDryRun = path === 'options.dryRun' && reading.is === 'meant' && reading.as === true;
		return { fails, isPaid: endpoints !== undefined && !fails && !isDryRun };
	}

	/** Each trial is an item, and the node continues. @returns the outputs of each item */
	async byExpression(trials: Trial[]) {
		const rows = trials.map(({ value }, n) => this.row(n, value === undefined ? {} : { p: value }));
		const result = await this.run(rows, { parameters: this.parameters('={{ $json.p }}'), onError: 'continueRegularOutput' });
		const outputs = trials.map((_, index) => result.items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === index));
		return { ...result, outputs };
	}

	/** One item with a parameter that holds the value itself; undefined when n8n does not run such a node. */
	async literally({ value }: Trial, n: number) {
		try {
			return await this.run([this.row(n)], { parameters: this.parameters(value) });
		} catch (error) {
			if (error instanceof Error && /WorkflowHasIssuesError|checkReadyForExecution/.test(`${error.name} ${error.stack}`)) return undefined;
			return rethrow(error);
		}
	}

	private parameters(value: unknown): INodeParameters {
		const { path } = this.parameter;
		const base = this.operation.base(this.given);
		const options = { ...(base.options as IDataObject | undefined), ...this.operation.needs?.[path] };
		const source = path === 'binaryProperty' && 'source' in base ? { source: 'binary' } : {};
		const [resource, operation] = this.name.split(': ');
		return { resource, operation, ...withParameter({ ...base, ...source, options } as INodeParameters, path, value) };
	}

	private row(n: number, json: IDataObject = {}): INodeExecutionData {
		const data = Buffer.from(`File ${n}`).toString('base64');
		const { key: projectKey } = this.simulator.addProject({ generation: 'v3', seconds: 0 });
		return { json: { n, projectKey, ...json }, binary: { data: { data, fileName: 'a.mp4', mimeType: 'video/mp4', ...this.operation.file }, srt: { data, fileName: 'a.srt', mimeType: 'application/x-subrip' } } };
	}

	private async run(rows: INodeExecutionData[], step: Omit<Step, 'node'>) {
		const before = this.simulator.requests.length;
		const result = await this.engine.run({ rows, steps: [{ node: 'aiStudios', ...step }], credential: credentialFor('v3', this.simulator) });
		const paid = this.simulator.requests.slice(before).filter(({ charged, created, endpoint }) => (charged > 0 || created) && endpoint && this.operation.endpoints?.includes(endpoint));
		return { ...result, paid: paid.length };
	}
}

/** What decides on money must be clear, and what is required has to be there. */
function mustBeFilled(path: string, { required = false, default: value }: INodeProperties): boolean {
	return path === 'render' || path === 'options.dryRun' || (required && !/^[\w-]+$/.test(String(value)));
}

/** That an item is a result, or fails with a sentence and what to do. */
export function expectOutput(outputs: INodeExecutionData[], fails: boolean) {
	for (const { json } of outputs) {
		if (!fails) {
			expect(json.error).toBeUndefined();
			continue;
		}
		expectSentence(json.error);
		expectSentence(json.message);
	}
}

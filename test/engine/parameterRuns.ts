import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { rethrow } from '../../nodes/shared/core/errors';
import type { Simulator } from '../simulator';
import type { Engine, Step } from './engine';
import { credentialFor, templateFor, type Generation } from './generations';
import { expectSentence, goodValueOf, kindsFor, parametersOf, withParameter, type Parameter } from './parameterKinds';
import { expectedExport, expectedResult, Readings, WORKSPACE, type Expected, type TestItem } from './parameterOracle';

export type { TestItem } from './parameterOracle';

export type NodeName = Step['node'];

export const NODES: NodeName[] = ['aiStudiosExportProject', 'aiStudiosGetProgress', 'aiStudiosWaitAndDownload'];

/** A kind of value in an item that has it. */
interface Trial {
	kind: string;
	item: TestItem;
}

export class ParameterRuns {
	readonly parameters: Parameter[];
	private readonly project: string;
	private readonly finished: string;

	constructor(
		private readonly engine: Engine,
		private readonly simulator: Simulator,
		readonly node: NodeName,
		private readonly generation: Generation,
	) {
		this.parameters = parametersOf(engine.nodeType(node));
		const { scenes } = JSON.parse(templateFor(generation)) as { scenes: unknown[] };
		this.project = simulator.addProject({ generation, seconds: 0, scenes }).key;
		this.finished = simulator.addProject({ generation, seconds: 0 }).key;
	}

	good(parameter: Parameter): unknown {
		return goodValueOf(parameter, {
			projectKey: this.finished,
			template: templateFor(this.generation),
			project: { __rl: true, mode: 'id', value: this.project },
			'project.value': this.project,
			values: { mappingMode: 'autoMapInputData', value: null },
			'values.value': 'Ann',
			'options.existingProjectKey': this.finished,
			'options.webhookUrl': 'https://example.com/hook?a=1',
			'options.workspaceId': { __rl: true, mode: 'id', value: WORKSPACE },
			'options.workspaceId.value': WORKSPACE,
		});
	}

	/** @throws Error when the node has no such parameter */
	parameterAt(path: string): Parameter {
		const parameter = this.parameters.find((candidate) => candidate.path === path);
		if (!parameter) throw new Error(`There is no parameter ${path}`);
		return parameter;
	}

	/** Each kind of value that a parameter may get. */
	trials(parameter: Parameter): Trial[] {
		const { path } = parameter;
		const isVaried = { isIncomplete: path === 'options.missingValues', isDuplicate: path === 'options.allowDuplicates' };
		return kindsFor(parameter, this.good(parameter)).map(([kind, value]) => ({ kind, item: { values: new Map([[parameter, value]]), ...isVaried } }));
	}

	/** The parameters of the node when nothing is wrong with them, for these that vary. */
	private base(varied: Parameter[]): INodeParameters {
		if (this.node !== 'aiStudiosExportProject') return { projectKey: this.finished, options: {} };
		const isFromProject = varied.some(({ path }) => path.startsWith('project'));
		const project = { __rl: true, mode: 'id', value: this.project };
		return {
			templateSource: isFromProject ? 'project' : 'json',
			template: templateFor(this.generation),
			project,
			values: { mappingMode: 'autoMapInputData', value: null },
			options: {},
		};
	}

	/** Runs items whose parameters come from expressions, the node set to continue. */
	async byExpression(varied: Parameter[], items: TestItem[]) {
		const parameters = varied.reduce((all, { path }, index) => withParameter(all, path, `={{ $json.p${index} }}`), this.base(varied));
		const rows = items.map((item, index) => {
			const columns = varied.map((parameter, column) => [`p${column}`, item.values.get(parameter)] as const);
			return { ...rowOf(item, index), ...Object.fromEntries(columns.filter(([, value]) => value !== undefined)) } as IDataObject;
		});
		return await this.run(rows, { node: this.node, parameters, onError: 'continueRegularOutput' });
	}

	/** Runs one item with a parameter that holds the value itself; undefined when n8n does not run such a node. */
	async literally(parameter: Parameter, item: TestItem) {
		const parameters = withParameter(this.base([parameter]), parameter.path, item.values.get(parameter));
		try {
			return await this.run([rowOf(item, 0) as IDataObject], { node: this.node, parameters });
		} catch (error) {
			if (error instanceof Error && /WorkflowHasIssuesError|checkReadyForExecution/.test(`${error.name} ${error.stack}`)) return undefined;
			return rethrow(error);
		}
	}

	private async run(rows: IDataObject[], step: Step) {
		const before = this.simulator.exports.length;
		const result = await this.engine.run({ rows, steps: [step], credential: credentialFor(this.generation, this.simulator) });
		const exported = this.simulator.exports.slice(before).map(({ body }) => JSON.stringify(body));
		return { ...result, exported };
	}

	/** What a careful reader expects of an item. */
	expected(item: TestItem): Expected {
		const { finished, project, generation } = this;
		const readings = new Readings(item);
		return this.node === 'aiStudiosExportProject' ? expectedExport(readings, item, { project, generation }) : expectedResult(readings, finished);
	}

	/** That an item is a result, or fails with a sentence and what to do. */
	check(output: INodeExecutionData | undefined, { fails }: Expected) {
		const json = output?.json ?? {};
		if (fails) {
			expectSentence(json.error);
			expectSentence(json.message);
			return;
		}
		expect(json.error).toBeUndefined();
		expect(json.request ?? json.existingProjectKey ?? json.projectKey ?? json.state).toBeDefined();
		if (this.node !== 'aiStudiosExportProject') expect(json.projectKey).toBe(this.finished);
	}
}

function rowOf({ isIncomplete, isDuplicate }: TestItem, index: number) {
	const number = isDuplicate ? 0 : index;
	return { ...(isIncomplete ? {} : { 'First name': `Ann ${number}` }), image_url: `https://pictures.example/${number}.png` };
}

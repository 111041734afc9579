/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs n8n's engine on this machine; not shipped */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type * as Core from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type INode,
	type IPollFunctions,
	type IRunExecutionData,
	type ITaskData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import type { Runtime } from '../../nodes/shared/n8n/runtime';
import { storedCredential } from './credentials';
import { credentialOnRuntime, nodeOnRuntime } from './onRuntime';
import { chain, PREFIX, rowsNode, type Rows, type Step } from './testWorkflow';

export type { Step } from './testWorkflow';

const PACKAGE = resolve(__dirname, '../..');

/** n8n's own files of this process. */
const USER_FOLDER = mkdtempSync(join(tmpdir(), 'aistudios-n8n-'));
process.env.N8N_USER_FOLDER = USER_FOLDER;
process.env.N8N_LOG_LEVEL ??= 'silent';
process.env.N8N_ENCRYPTION_KEY ??= 'a key for tests only';

export interface WorkflowOptions {
	/** What the first node outputs. */
	rows: Rows;
	credential: ICredentialDataDecryptedObject;
	/** The time that our nodes run on; the engine's by default. */
	runtime?: Runtime;
	mode?: WorkflowExecuteMode;
	/** Called once with what stops the execution, as the editor's Stop button does. */
	onStart?: (stop: () => void) => void;
	onMessage?: (message: unknown) => void;
	/** Called with the items of the first output when a node has ended well. */
	onNodeEnd?: (type: string, items: INodeExecutionData[]) => void;
	/** What a failed execution left, to go on with; without it the execution starts anew. */
	saved?: IRunExecutionData;
	/** Node types of other packages, by their full name. */
	otherNodes?: Record<string, INodeType>;
	/** What else n8n's server provides to the engine. */
	server?: Partial<Pick<IWorkflowExecuteAdditionalData, 'executeWorkflow' | 'getRunExecutionData' | 'credentialsHelper'>>;
}

export interface PollOptions {
	credential: ICredentialDataDecryptedObject;
	credentialId?: string;
	parameters: INodeParameters;
	/** What n8n has stored for the workflow. */
	staticData: IDataObject;
	activation: WorkflowActivateMode;
	/** Starts the workflow; without it the items have to be returned. */
	emit?: IPollFunctions['__emit'];
}

export interface RunOptions extends WorkflowOptions {
	steps: Step[];
}

/** An error as n8n stores and shows it. */
export type RunError = Error & { description?: string | null; httpCode?: string | null; context?: IDataObject };

export interface RunResult {
	run: IRun;
	/** All outputs of the last node, by output. */
	outputs: INodeExecutionData[][];
	/** The items of its first output. */
	items: INodeExecutionData[];
	/** What ended the run, if something did. */
	error: RunError | undefined;
	hints: string[];
	taskData: ITaskData | undefined;
	/** The credential as it is stored afterwards. */
	credential: ICredentialDataDecryptedObject;
}

/** n8n's own engine, with its own loader, HTTP helpers and binary data service. */
export class Engine {
	private readonly core = createRequire(__filename)('n8n-core') as typeof Core;
	private runs = 0;

	private constructor(
		private readonly loader: Core.PackageDirectoryLoader,
		readonly storage: string,
		readonly binaries: Core.BinaryDataService,
		private readonly runtime: Runtime | undefined,
	) {}

	/**
	 * @param mode where binary data goes: `filesystem` streams to disk, `default` keeps it in memory
	 * @param runtime the time that our nodes run on; without it they run as they are loaded
	 */
	static async start(mode: 'filesystem' | 'default' = 'filesystem', runtime?: Runtime): Promise<Engine> {
		const require = createRequire(__filename);
		const core = require('n8n-core') as typeof Core;
		const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as { Container: { get<T>(type: unknown): T } };
		const loader = new core.PackageDirectoryLoader(PACKAGE);
		await loader.loadAll();
		const storage = mkdtempSync(join(tmpdir(), 'aistudios-binary-'));
		const config = Container.get<Core.BinaryDataConfig>(core.BinaryDataConfig);
		Object.assign(config, { mode, localStoragePath: storage });
		const binaries = Container.get<Core.BinaryDataService>(core.BinaryDataService);
		await binaries.init();
		return new Engine(loader, storage, binaries, runtime);
	}

	async stop() {
		await rm(this.storage, { recursive: true, force: true });
		await rm(USER_FOLDER, { recursive: true, force: true });
	}

	nodeType(name: string, runtime = this.runtime): INodeType {
		const type = this.loader.getNode(name).type as INodeType;
		return runtime ? nodeOnRuntime(type, runtime) : type;
	}

	credentialType(runtime = this.runtime): ICredentialType {
		const { type } = this.loader.getCredential('aiStudiosApi');
		return runtime ? credentialOnRuntime(type, runtime) : type;
	}

	async bytes(item: INodeExecutionData, property = 'data'): Promise<Buffer> {
		const data = item.binary?.[property];
		if (!data) throw new Error(`The item has no binary "${property}"`);
		return await this.binaries.getAsBuffer(data);
	}

	/** Runs a chain of our nodes behind a node that outputs the rows. */
	async run({ steps, ...options }: RunOptions): Promise<RunResult> {
		return await this.runWorkflow(chain(steps), options);
	}

	/** Runs a workflow as it is saved. Its first node, and every other of an unknown type, outputs the rows. */
	async runWorkflow({ nodes, connections, settings }: Pick<IWorkflowBase, 'nodes' | 'connections' | 'settings'>, options: WorkflowOptions): Promise<RunResult> {
		const { mode = 'trigger', runtime } = options;
		const nodeTypes = this.nodeTypes(options.rows, runtime, options.otherNodes);
		const executionId = String((this.runs += 1));
		const workflow = new Workflow({ id: `test-${executionId}`, nodes, connections, active: false, nodeTypes, settings });
		const { helper, current } = storedCredential(this.credentialType(runtime), options.credential);
		const additionalData = { ...this.additionalData(executionId, mode, helper, workflow, options.onMessage), ...options.server };
		additionalData.hooks?.addHandler('nodeExecuteAfter', (name, { data }) => {
			if (data) options.onNodeEnd?.(workflow.getNode(name)?.type ?? '', data.main[0] ?? []);
		});
		const start = createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node: nodes[0], data: { main: [[{ json: {} }]] }, source: null }],
			},
		});
		const execute = new this.core.WorkflowExecute(additionalData, mode, options.saved ?? start);
		const running = execute.processRunExecutionData(workflow);
		options.onStart?.(() => running.cancel());
		const run = await running;
		const last = nodes.at(-1)?.name ?? '';
		const taskData = run.data.resultData.runData[last]?.at(-1);
		const outputs = (taskData?.data?.main ?? []).map((items) => items ?? []);
		return {
			run,
			outputs,
			items: outputs[0] ?? [],
			error: run.data.resultData.error as RunError | undefined,
			hints: (taskData?.hints ?? []).map(({ message }) => message),
			taskData,
			credential: current(),
		};
	}

	/** What the editor hands to the methods of a node while its form is filled in. */
	editor(parameters: INodeParameters, credential: ICredentialDataDecryptedObject, node: Step['node'] = 'aiStudiosExportProject'): ILoadOptionsFunctions {
		const { nodes } = chain([{ node, parameters }]);
		const workflow = new Workflow({ id: 'editor', nodes: [nodes[1]], connections: {}, active: false, nodeTypes: this.nodeTypes([]) });
		const { helper } = storedCredential(this.credentialType(), credential);
		const additionalData = { ...this.additionalData('editor', 'internal', helper, workflow, undefined), currentNodeParameters: parameters };
		return new this.core.LoadOptionsContext(workflow, nodes[1], additionalData, 'parameters');
	}

	/** What n8n hands to a polling trigger: to all polls of one activation, or to one in the editor. */
	pollFunctions({ credential, credentialId = '1', parameters, staticData, activation, emit }: PollOptions): { functions: IPollFunctions; workflow: Workflow } {
		const node: INode = {
			id: 'trigger', name: 'Trigger', type: `${PREFIX}aiStudiosTrigger`, typeVersion: 1, position: [0, 0], parameters,
			credentials: { aiStudiosApi: { id: credentialId, name: 'AI Studios' } },
		};
		const workflow = new Workflow({ id: 'polled', nodes: [node], connections: {}, active: true, nodeTypes: this.nodeTypes([]), staticData });
		const mode = activation === 'manual' ? 'manual' : 'trigger';
		const { helper } = storedCredential(this.credentialType(), credential);
		const additionalData = { ...this.additionalData('', mode, helper, workflow, undefined), executionId: undefined };
		return { functions: new this.core.PollContext(workflow, node, additionalData, mode, activation, emit), workflow };
	}

	private nodeTypes(rows: Rows, runtime?: Runtime, otherNodes: Record<string, INodeType> = {}): INodeTypes {
		const source = rowsNode(rows);
		const ours = new Map(Object.keys(this.loader.known.nodes).map((name) => [PREFIX + name, this.nodeType(name, runtime)]));
		// For an AI agent n8n adds "Tool" to the type's name.
		const typeOf = (name: string) => ours.get(name.replace(/Tool$/, '')) ?? otherNodes[name] ?? source;
		return { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) };
	}

	private additionalData(
		executionId: string,
		mode: WorkflowExecuteMode,
		credentialsHelper: IWorkflowExecuteAdditionalData['credentialsHelper'],
		workflow: Workflow,
		onMessage: WorkflowOptions['onMessage'],
	): IWorkflowExecuteAdditionalData {
		const address = 'http://localhost/';
		const data = { id: workflow.id, name: 'test', nodes: [], connections: {}, active: false } as unknown as IWorkflowBase;
		return {
			executionId,
			credentialsHelper,
			hooks: new this.core.ExecutionLifecycleHooks(mode, executionId, data),
			currentNodeExecutionIndex: 0,
			restApiUrl: address,
			instanceBaseUrl: address,
			formBaseUrl: address,
			formWaitingBaseUrl: address,
			formTestBaseUrl: address,
			webhookBaseUrl: address,
			webhookWaitingBaseUrl: address,
			webhookTestBaseUrl: address,
			mcpBaseUrl: address,
			mcpTestBaseUrl: address,
			variables: {},
			logAiEvent: () => {},
			setExecutionStatus: () => {},
			...(onMessage ? { sendDataToUI: (_type: string, message: unknown) => onMessage(message) } : {}),
		} as unknown as IWorkflowExecuteAdditionalData;
	}
}

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
	type IConnections,
	type ICredentialDataDecryptedObject,
	type ILoadOptionsFunctions,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type ITaskData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { storedCredential } from './credentials';

const PACKAGE = resolve(__dirname, '../..');
const ROWS = 'test.rows';

/** n8n's own files of this process. */
const USER_FOLDER = mkdtempSync(join(tmpdir(), 'aistudios-n8n-'));
process.env.N8N_USER_FOLDER = USER_FOLDER;
process.env.N8N_LOG_LEVEL ??= 'silent';
process.env.N8N_ENCRYPTION_KEY ??= 'a key for tests only';

/** A node of ours in a chain; its position in the list is its place in the workflow. */
export interface Step {
	node: 'aiStudiosExportProject' | 'aiStudiosGetProgress' | 'aiStudiosWaitAndDownload';
	parameters?: INodeParameters;
	onError?: INode['onError'];
	settings?: Partial<INode>;
}

export interface RunOptions {
	rows: Array<IDataObject | INodeExecutionData>;
	steps: Step[];
	credential: ICredentialDataDecryptedObject;
	mode?: WorkflowExecuteMode;
	/** Called once with what stops the execution, as the editor's Stop button does. */
	onStart?: (stop: () => void) => void;
	onMessage?: (message: unknown) => void;
	/** Called with the items of the first output when a node has ended well. */
	onNodeEnd?: (type: string, items: INodeExecutionData[]) => void;
}

export interface RunResult {
	run: IRun;
	/** All outputs of the last step, by output. */
	outputs: INodeExecutionData[][];
	/** The items of its first output. */
	items: INodeExecutionData[];
	/** What ended the run, if something did. */
	error: (Error & { description?: string; context?: IDataObject }) | undefined;
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
	) {}

	/** @param mode where binary data goes: `filesystem` streams to disk, `default` keeps it in memory */
	static async start(mode: 'filesystem' | 'default' = 'filesystem'): Promise<Engine> {
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
		return new Engine(loader, storage, binaries);
	}

	async stop() {
		await rm(this.storage, { recursive: true, force: true });
		await rm(USER_FOLDER, { recursive: true, force: true });
	}

	nodeType(name: string): INodeType {
		return this.loader.getNode(name).type as INodeType;
	}

	get credentialType() {
		return this.loader.getCredential('aiStudiosApi').type;
	}

	async bytes(item: INodeExecutionData, property = 'data'): Promise<Buffer> {
		const data = item.binary?.[property];
		if (!data) throw new Error(`The item has no binary "${property}"`);
		return await this.binaries.getAsBuffer(data);
	}

	async run(options: RunOptions): Promise<RunResult> {
		const { mode = 'trigger' } = options;
		const { nodes, connections } = chain(options.steps);
		const nodeTypes = this.nodeTypes(options.rows);
		const executionId = String((this.runs += 1));
		const workflow = new Workflow({ id: `test-${executionId}`, nodes, connections, active: false, nodeTypes });
		const { helper, current } = storedCredential(this.credentialType, options.credential);
		const additionalData = this.additionalData(executionId, mode, helper, workflow, options.onMessage);
		additionalData.hooks?.addHandler('nodeExecuteAfter', (name, { data }) => {
			if (data) options.onNodeEnd?.(workflow.getNode(name)?.type ?? '', data.main[0] ?? []);
		});
		const start = nodes[0];
		const runData = createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node: start, data: { main: [[{ json: {} }]] }, source: null }],
			},
		});
		const execute = new this.core.WorkflowExecute(additionalData, mode, runData);
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
			error: run.data.resultData.error as RunResult['error'],
			hints: (taskData?.hints ?? []).map(({ message }) => message),
			taskData,
			credential: current(),
		};
	}

	/** What the editor asks of Export Project while its form is filled in. */
	editor(parameters: INodeParameters, credential: ICredentialDataDecryptedObject): ILoadOptionsFunctions {
		const { nodes } = chain([{ node: 'aiStudiosExportProject', parameters }]);
		const workflow = new Workflow({ id: 'editor', nodes: [nodes[1]], connections: {}, active: false, nodeTypes: this.nodeTypes([]) });
		const { helper } = storedCredential(this.credentialType, credential);
		const additionalData = { ...this.additionalData('editor', 'internal', helper, workflow, undefined), currentNodeParameters: parameters };
		return new this.core.LoadOptionsContext(workflow, nodes[1], additionalData, 'parameters');
	}

	private nodeTypes(rows: RunOptions['rows']): INodeTypes {
		const source = { ...rowsNode(rows) } as INodeType;
		const known = (name: string) => (name === ROWS ? source : this.nodeType(name.replace('n8n-nodes-aistudios.', '')));
		return { getByName: known, getByNameAndVersion: known, getKnownTypes: () => ({}) };
	}

	private additionalData(
		executionId: string,
		mode: WorkflowExecuteMode,
		credentialsHelper: IWorkflowExecuteAdditionalData['credentialsHelper'],
		workflow: Workflow,
		onMessage: RunOptions['onMessage'],
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

function chain(steps: Step[]): { nodes: INode[]; connections: IConnections } {
	const rows: INode = { id: '0', name: 'Rows', type: ROWS, typeVersion: 1, position: [0, 0], parameters: {} };
	const ours = steps.map(
		({ node, parameters = {}, onError, settings }, index): INode => ({
			id: String(index + 1),
			name: `${node} ${index + 1}`,
			type: `n8n-nodes-aistudios.${node}`,
			typeVersion: 1,
			position: [200 * (index + 1), 0],
			parameters,
			credentials: { aiStudiosApi: { id: '1', name: 'AI Studios' } },
			...(onError ? { onError } : {}),
			...settings,
		}),
	);
	const nodes = [rows, ...ours];
	const connections: IConnections = {};
	for (const [index, node] of nodes.slice(0, -1).entries()) {
		connections[node.name] = { main: [[{ node: nodes[index + 1].name, type: 'main', index: 0 }]] };
	}
	return { nodes, connections };
}

function rowsNode(rows: RunOptions['rows']): Partial<INodeType> {
	return {
		description: {
			displayName: 'Rows',
			name: ROWS,
			group: ['input'],
			version: 1,
			description: '',
			defaults: { name: 'Rows' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		},
		execute: async () => [
			rows.map((row, index) => ({
				...('json' in row ? (row as INodeExecutionData) : { json: row as IDataObject }),
				pairedItem: { item: index },
			})),
		],
	};
}

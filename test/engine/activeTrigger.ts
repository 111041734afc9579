/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- loads the built package; not shipped */
import { createRequire } from 'node:module';
import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData, INodeParameters, IPollFunctions, Workflow, WorkflowActivateMode } from 'n8n-workflow';
import type * as PollStatesModule from '../../nodes/AiStudiosTrigger/pollState';
import type * as PollModule from '../../nodes/AiStudiosTrigger/pollVideos';
import type { Runtime } from '../../nodes/shared/n8n/runtime';
import { builtFile } from '../builtFile';
import type { Engine } from './engine';

const compiled = <T>(file: string) => createRequire(__filename)(builtFile(`nodes/AiStudiosTrigger/${file}`)) as T;
const { pollVideos } = compiled<typeof PollModule>('pollVideos');
const { PollStates } = compiled<typeof PollStatesModule>('pollState');

/** An active workflow with the trigger, polled when a test says so. It is stored as n8n stores it, and can be restarted. */
export class ActiveTrigger {
	/** The items of each execution that was started. */
	readonly executions: INodeExecutionData[][] = [];
	/** As in n8n's database. */
	private stored = '{}';
	private states = new PollStates();
	private functions!: IPollFunctions;
	private workflow!: Workflow;
	private credentialId = '1';

	constructor(
		private readonly engine: Engine,
		private credential: ICredentialDataDecryptedObject,
		private readonly runtime: Runtime,
		private readonly options: IDataObject = {},
	) {}

	/** As a person does it: n8n polls once, and stores the static data. */
	async activate(mode: WorkflowActivateMode = 'activate'): Promise<void> {
		const parameters = { event: 'videoFinished', options: this.options } as INodeParameters;
		const staticData = JSON.parse(this.stored) as IDataObject;
		const emit = ([items]: INodeExecutionData[][]) => {
			this.store();
			this.executions.push(items);
		};
		const { functions, workflow } = this.engine.pollFunctions({ credential: this.credential, credentialId: this.credentialId, parameters, staticData, activation: mode, emit });
		this.functions = functions;
		this.workflow = workflow;
		await this.poll();
		this.store();
	}

	/** The process ends without a word, and a new one has what was stored. */
	async restart(): Promise<void> {
		this.states = new PollStates();
		await this.activate('init');
	}

	async poll(): Promise<void> {
		const items = await pollVideos(this.functions, this.runtime, this.states);
		if (items) this.functions.__emit(items);
	}

	get keys(): unknown[] {
		return this.executions.flat().map(({ json }) => json.projectKey);
	}

	/** What n8n has stored for the workflow. */
	get storedData(): Record<string, { seen: string[] }> {
		return JSON.parse(this.stored) as Record<string, { seen: string[] }>;
	}

	get storedKeys(): string[] {
		return Object.values(this.storedData)[0].seen;
	}

	/** The node is given another credential; it is used from the next activation on. */
	useCredential(credential: ICredentialDataDecryptedObject, id: string): void {
		this.credential = credential;
		this.credentialId = id;
	}

	private store(): void {
		this.stored = JSON.stringify(this.workflow.staticData);
	}
}

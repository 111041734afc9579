import type { IRunExecutionData } from 'n8n-workflow';
import { Rest } from './owner';
import type { N8n } from './n8n';
import type { Service } from './processes';
import { until } from './until';

/** As n8n returns it. */
export interface StoredExecution {
	id: string;
	status: string;
	mode: string;
	workflowId: string;
	data?: IRunExecutionData;
}

const ENDED = ['success', 'error', 'crashed', 'canceled'];

/** An n8n with an owner that can be killed, stopped and started again, always with its folder and ports. */
export class RestartableN8n {
	private constructor(
		readonly n8n: N8n,
		private server: Service,
		readonly rest: Rest,
		private readonly api: <T>(path: string) => Promise<T>,
	) {}

	static async start(n8n: N8n): Promise<RestartableN8n> {
		const server = await n8n.serve();
		const rest = await Rest.asOwner(n8n.url);
		return new RestartableN8n(n8n, server, rest, await rest.publicApi());
	}

	/** Ends it with SIGKILL. */
	async crash(): Promise<void> {
		await this.server.crash();
	}

	/** Ends it with SIGTERM. */
	async stop(): Promise<void> {
		await this.server.stop();
	}

	async startAgain(): Promise<void> {
		this.server = await this.n8n.serve();
	}

	/** Calls the webhook of a workflow, whose path is its id. */
	async call(workflow: string, body: object): Promise<void> {
		const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
		await until(`The webhook ${workflow} should respond`, async () => (await fetch(`${this.n8n.url}/webhook/${workflow}`, init)).ok);
	}

	/** The executions of a workflow with those that it started inline, oldest first. */
	async executions(workflowId: string): Promise<StoredExecution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.rest.call<{ results: StoredExecution[] }>('GET', `executions?filter=${filter}&limit=100`);
		return results.sort((one, other) => Number(one.id) - Number(other.id));
	}

	async execution(id: string): Promise<Required<StoredExecution>> {
		return await this.api<Required<StoredExecution>>(`executions/${id}?includeData=true`);
	}

	/** Waits for executions of a workflow. */
	async until(what: string, workflowId: string, wanted: (all: StoredExecution[]) => boolean, seconds: number): Promise<StoredExecution[]> {
		let all: StoredExecution[] = [];
		await until(what, async () => {
			all = await this.executions(workflowId);
			return wanted(all);
		}, seconds).catch((error: Error) => {
			throw new Error(`${error.message}: ${JSON.stringify(all.map(({ id, status, mode }) => [id, status, mode]))}`);
		});
		return all;
	}

	/** Waits until executions of a workflow have ended, and those that they wait for. */
	async untilEnded(workflowId: string, seconds: number): Promise<StoredExecution[]> {
		return await this.until(`${workflowId} should end`, workflowId, (all) => all.length > 0 && all.every(hasEnded), seconds);
	}
}

function hasEnded({ status }: StoredExecution): boolean {
	return ENDED.includes(status);
}

import type { INodeExecutionData } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { FILE_SIZE } from './downloadFaultRows';
import { Engine, type RunResult } from './engine';
import { everything } from './everything';
import type { FaultCase } from './faultTable';
import { PROJECT_NAME, type FaultWorkflow } from './faultWorkflows';
import { credentialFor, rowsOf, templateFor } from './generations';
import { keepLog, ownLog } from './n8nLog';
import { sleptTime } from './sleptTime';

const [apiKey, appId, userKey] = ['api', 'app', 'user'].map((name) => `marked-${name}-secret-4711`);
export const SECRETS = { apiKey, appId, userKey };

/** Real milliseconds: rows in which a connection falls silent wait so long for it, and no other request may take so long. */
const SHORT_TIMEOUT_MS = 5_000;
/** The same for uploads and speech, which wait for four timeouts. */
const SHORT_TIMEOUT_OF_LONG_REQUESTS_MS = 1_500;

/** What a run left. */
export interface Evidence {
	result: RunResult;
	simulator: Simulator;
	/** Of the item's project, or of the one that was created when errors are about that. */
	key: string;
	logged: string;
	/** The first file of the first item that the run output. */
	downloaded?: Buffer;
}

/** Runs rows, each against a simulator of its own. */
export class FaultRuns {
	private silent: Map<string, Promise<Evidence>> | undefined;

	private constructor(
		private readonly log: object[],
		private readonly engine: Engine,
		private readonly cases: FaultCase[],
	) {}

	static async start(cases: FaultCase[]): Promise<FaultRuns> {
		const log = keepLog();
		return new FaultRuns(log, await Engine.start(), cases);
	}

	async stop() {
		await this.engine.stop();
	}

	/** Those that wait for a timeout wait side by side. */
	async run(faultCase: FaultCase): Promise<Evidence> {
		const [, , , { silent }] = faultCase;
		if (!silent) return await this.runOne(faultCase);
		this.silent ??= new Map(this.cases.filter(([, , , row]) => row.silent).map((each) => [nameOf(each), this.started(each)]));
		return await (this.silent.get(nameOf(faultCase)) ?? this.runOne(faultCase));
	}

	/** An error is that of the test that awaits it. */
	private started(faultCase: FaultCase): Promise<Evidence> {
		const run = this.runOne(faultCase);
		run.catch(() => {});
		return run;
	}

	private async runOne(faultCase: FaultCase): Promise<Evidence> {
		const log: object[] = [];
		return await ownLog.run(log, async () => ({ ...(await this.evidence(faultCase)), logged: everything(log) }));
	}

	private async evidence([generation, endpoint, , row, via]: FaultCase): Promise<Omit<Evidence, 'logged'>> {
		const isLong = via.file !== undefined || endpoint === 'speech';
		const runtime = sleptTime(row.silent ? (isLong ? SHORT_TIMEOUT_OF_LONG_REQUESTS_MS : SHORT_TIMEOUT_MS) : undefined);
		const simulator = await startSimulator({ now: () => runtime.now(), credentials: SECRETS });
		const { scenes } = JSON.parse(templateFor(generation)) as { scenes: unknown[] };
		const { key } = simulator.addProject({ generation, name: PROJECT_NAME, seconds: 0, fileSize: FILE_SIZE, scenes, ...row.file });
		const item = await this.itemFor(via, simulator, key);
		simulator.injectFaults(endpoint, typeof row.faults === 'function' ? row.faults(simulator) : row.faults);
		const result = await this.engine.run({
			rows: [item],
			steps: [via.step(generation, key)],
			credential: credentialFor(generation, simulator),
			runtime,
		});
		await simulator.stop();
		const downloaded = via.downloads && result.items.length > 0 ? await this.engine.bytes(result.items[0]) : undefined;
		const created = via.isAboutCreated ? simulator.creations[0]?.projectKey : undefined;
		return { result, simulator, key: created ?? key, downloaded };
	}

	/** What was logged outside all rows. */
	logged(): string {
		return everything(this.log);
	}

	private async itemFor({ prepare, file }: FaultWorkflow, simulator: Simulator, projectKey: string): Promise<INodeExecutionData> {
		const [row] = rowsOf(1);
		const json = { ...row, projectKey, ...(await prepare?.(simulator)) };
		if (!file) return { json };
		const location = { type: 'execution', workflowId: 'w', executionId: 'e' } as const;
		return { json, binary: { data: await this.engine.binaries.store(location, Buffer.from('Some content.'), { data: '', ...file }) } };
	}
}

function nameOf([generation, endpoint, title]: FaultCase): string {
	return `${generation} ${endpoint} ${title}`;
}

import { calculateWorkflowChecksum, WAIT_FOR_SUB_EXECUTION, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { SECOND_MS } from '../../shared/core/duration';
import { AiStudiosError } from '../../shared/core/errors';
import { BatchProgress } from '../../shared/core/wait/batchProgress';
import { MIN_PARKED_PAUSE_MS, parkedPauseMs } from '../../shared/core/wait/parkedPause';
import type { Runtime } from '../../shared/n8n/runtime';
import type { Session } from '../../shared/n8n/session';
import { retrieveVideos, type Batch } from '../retrieveVideos';
import { endOfWait, hasEnded, settledSettings, toExecutionData, type ParkedItem } from './parkedItem';
import { parkedWorkflow, PAUSE_FIELD, type ParkedStep } from './parkedWorkflow';
import { pollParked } from './pollParked';

/** The items of a wait that outlives n8n. */
export interface ParkedBatch extends Pick<Batch, 'items' | 'toFailedItem'> {
	parked: ParkedItem[];
	step: ParkedStep;
}

/**
 * Polls all projects once. When all waits have ended the videos are downloaded, all together: until then
 * nothing is worth a longer time in which a crash could end the wait. Otherwise the wait is parked, and
 * with it this execution: n8n then puts what the parked wait outputs in the place of what this node
 * outputs.
 */
export async function waitParked(context: IExecuteFunctions, runtime: Runtime, session: Session, { parked, step, ...batch }: ParkedBatch): Promise<INodeExecutionData[]> {
	const polled = await pollParked(session.client, parked);
	if (polled.every(hasEnded)) {
		return await retrieveVideos(context, runtime, session, { ...batch, settings: polled.map(settledSettings) }, (_, index) => endOfWait(polled[index]));
	}
	context.logger.info(`AI Studios: ${progressOf(polled).summary(runtime.now())}`);
	const waiting = polled.flatMap((item) => (item.settings && !hasEnded(item) ? [{ samples: item.wait.samples, deadline: item.wait.startedAt + item.settings.wait.timeoutMs }] : []));
	await park(context, { ...batch, parked: polled, step }, parkedPauseMs(waiting, runtime.now()), runtime.now());
	return [];
}

/** More than n8n needs to start. */
const MIN_UPTIME_MS = 60 * SECOND_MS;

/**
 * Pauses once more when n8n has just started: it resumes what is due before it goes through what its last
 * run left, and takes everything that runs then for crashed (n8n 2.41.1).
 * @returns whether the wait is parked again
 */
export async function parkedWhileStarting(context: IExecuteFunctions, runtime: Runtime, batch: ParkedBatch): Promise<boolean> {
	if (runtime.uptime() >= MIN_UPTIME_MS) return false;
	await park(context, batch, MIN_PARKED_PAUSE_MS, runtime.now());
	return true;
}

async function park(context: IExecuteFunctions, { parked, items, step }: Omit<ParkedBatch, 'toFailedItem'>, pauseMs: number, now: number) {
	const { executionId, workflowId } = executionOf(context);
	const code = parkedWorkflow(context, workflowId, step, now);
	const fields = { [PAUSE_FIELD]: Math.ceil(pauseMs / SECOND_MS) };
	const input = parked.map((item, index) => toExecutionData(item, items[index], index, fields));
	const child = await context.executeWorkflow({ code }, input, undefined, {
		parentExecution: { executionId, workflowId, shouldResume: true },
		executionMode: context.getMode(),
	});
	context.setMetadata({ subExecution: { executionId: child.executionId, workflowId }, subExecutionsCount: 1 });
}

function progressOf(items: ParkedItem[]): BatchProgress {
	const projects = new Map(items.flatMap((item) => (item.settings ? [[item.settings.projectKey, item] as const] : [])));
	const progress = new BatchProgress(projects.size, Math.min(...items.map(({ wait }) => wait.startedAt)));
	for (const [projectKey, item] of projects) {
		if (hasEnded(item)) progress.finish(projectKey, item.result !== undefined && !item.result.timedOut);
		else for (const sample of item.wait.samples) progress.update(projectKey, sample);
	}
	return progress;
}

/** n8n-workflow exports it since n8n 2.0; before, an execution that waits for another goes on with its own input. */
const CAN_PARK = calculateWorkflowChecksum !== undefined;
/** Since n8n 2.41; before, an execution that waits for one that fails goes on with its own input, or waits for ever. */
const SEES_FAILURES = WAIT_FOR_SUB_EXECUTION !== undefined;

/** @throws AiStudiosError (input) where n8n cannot park a wait */
export function checkCanPark(context: IExecuteFunctions) {
	if (!CAN_PARK) throw cannotPark('needs n8n 2.0 or later', 'Turn the option off, or update n8n.');
	if (context.getNode().type.endsWith('Tool')) throw cannotPark('does not work in a tool of an AI agent', 'Turn the option off in this node: the agent waits for its tools itself.');
	if (!SEES_FAILURES && !context.continueOnFail()) {
		throw cannotPark('needs n8n 2.41 or later when On Error is Stop Workflow', "Set On Error to Continue in this node's settings, or update n8n.");
	}
	executionOf(context);
}

function executionOf(context: IExecuteFunctions): { executionId: string; workflowId: string } {
	const executionId = context.getExecutionId();
	const workflowId = context.getWorkflow().id;
	if (!executionId || !workflowId) throw cannotPark('works only in a saved workflow', 'Save the workflow, then run it again.');
	return { executionId, workflowId };
}

function cannotPark(reason: string, description: string): AiStudiosError {
	return new AiStudiosError('input', `Survive Restarts ${reason}`, description);
}

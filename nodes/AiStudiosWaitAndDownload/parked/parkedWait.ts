import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { SECOND_MS } from '../../shared/core/duration';
import { BatchProgress } from '../../shared/core/wait/batchProgress';
import { MIN_PARKED_PAUSE_MS, parkedPauseMs } from '../../shared/core/wait/parkedPause';
import type { Runtime } from '../../shared/n8n/runtime';
import type { Session } from '../../shared/n8n/session';
import { maxPollsPerSecond, retrieveVideos, type Batch } from '../retrieveVideos';
import { executionOf } from './canPark';
import { endOfWait, hasEnded, pauseOf, settledSettings, toExecutionData, type ParkedItem } from './parkedItem';
import { parkedStep, pauseWorkflow, waitWorkflow, type ParkedStep } from './parkedWorkflow';
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
 * @returns undefined when the wait is parked
 */
export async function waitParked(context: IExecuteFunctions, runtime: Runtime, session: Session, { parked, step, ...batch }: ParkedBatch): Promise<INodeExecutionData[] | undefined> {
	const polled = await pollParked(session.client, parked);
	if (polled.every(hasEnded)) {
		return await retrieveVideos(context, runtime, session, { ...batch, settings: polled.map(settledSettings) }, (_, index) => endOfWait(polled[index]));
	}
	context.logger.info(`AI Studios: ${progressOf(polled).summary(runtime.now())}`);
	const { timesOutAt = Infinity } = step;
	const waiting = polled.flatMap((item) =>
		item.settings && !hasEnded(item) ? [{ samples: item.wait.samples, deadline: Math.min(item.wait.startedAt + item.settings.wait.timeoutMs, timesOutAt) }] : [],
	);
	await park(context, { ...batch, parked: polled, step }, parkedPauseMs(waiting, maxPollsPerSecond(polled.map(settledSettings)), runtime.now()));
	return undefined;
}

/** @returns whether the node was only to begin the first pause */
export async function begunPause(context: IExecuteFunctions, batch: ParkedBatch): Promise<boolean> {
	if (!batch.step.beginsPause) return false;
	const { seconds = 0 } = pauseOf(context.getInputData()[0]) ?? {};
	await park(context, batch, seconds * SECOND_MS);
	return true;
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
	await park(context, batch, MIN_PARKED_PAUSE_MS);
	return true;
}

/** The node that a user placed begins a parked wait, the others begin the next pause of one. */
async function park(context: IExecuteFunctions, { parked, items, step }: Omit<ParkedBatch, 'toFailedItem'>, pauseMs: number) {
	const { executionId, workflowId } = executionOf(context);
	const code = (parkedStep(context) ? pauseWorkflow : waitWorkflow)(context, workflowId, step);
	const pause = { rootExecutionId: step.rootExecutionId, seconds: Math.ceil(pauseMs / SECOND_MS) };
	const input = parked.map((item, index) => toExecutionData(item, items[index], index, pause));
	const child = await context.executeWorkflow({ code }, input, undefined, {
		parentExecution: { executionId, workflowId, shouldResume: true },
		executionMode: context.getMode(),
	});
	context.setMetadata({ subExecution: { executionId: child.executionId, workflowId }, subExecutionsCount: 1 });
}

function progressOf(items: ParkedItem[]): BatchProgress {
	const projects = new Map(items.flatMap((item) => (item.settings ? [[item.settings.projectKey, item] as const] : [])));
	const progress = new BatchProgress(projects.size, items[0].wait.startedAt);
	for (const [projectKey, item] of projects) {
		if (hasEnded(item)) progress.finish(projectKey, item.result !== undefined && !item.result.timedOut);
		else for (const sample of item.wait.samples) progress.update(projectKey, sample);
	}
	return progress;
}

import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import type { ListedProject } from '../shared/core/api';
import { MINUTE_MS } from '../shared/core/duration';
import { AiStudiosError, settle } from '../shared/core/errors';
import { fileJson } from '../shared/n8n/fileStore';
import { renderJson } from '../shared/n8n/items';
import { withNodeErrors } from '../shared/n8n/nodeErrors';
import { n8nRuntime, type Runtime } from '../shared/n8n/runtime';
import { openSession, type Session } from '../shared/n8n/session';
import { VideoStore } from '../shared/n8n/videoStore';
import { finishedVideos } from './finishedVideos';
import { PollStates, type PollState } from './pollState';
import { SeenVideos } from './seenVideos';
import { triggerSettings, type TriggerSettings } from './triggerSettings';

/** Polls in which a download is attempted, before the video starts the workflow without its file. */
const MAX_DOWNLOAD_POLLS = 3;

/** What n8n allows a poll by default; versions before 2.41 do not say. */
const POLL_BUDGET_MS = 5 * MINUTE_MS;

const processStates = new PollStates();

/**
 * Starts the workflow once for each video that was finished since the last poll. In the editor it returns the
 * newest video as a sample.
 */
export async function pollVideos(context: IPollFunctions, runtime: Runtime = n8nRuntime, states = processStates): Promise<INodeExecutionData[][] | null> {
	return await withNodeErrors(context, async () => {
		const settings = triggerSettings(context);
		const session = await openSession(context, runtime);
		const poll = new VideoPoll(context, runtime, session, settings);
		return context.getMode() === 'manual' ? await poll.sample() : await states.exclusively(context, async (state, isFresh) => await poll.run(state, isFresh));
	});
}

class VideoPoll {
	private readonly startedAt: number;
	private readonly videos: VideoStore;

	constructor(
		private readonly context: IPollFunctions,
		private readonly runtime: Runtime,
		private readonly session: Session,
		private readonly settings: TriggerSettings,
	) {
		this.startedAt = runtime.now();
		this.videos = new VideoStore(context, runtime, session);
	}

	/** @throws AiStudiosError (input) when there is none */
	async sample(): Promise<INodeExecutionData[][]> {
		const { finished } = await finishedVideos(this.session.client);
		const newest = finished.filter((video) => this.isWanted(video)).at(-1);
		if (newest) return [[await this.itemOf(newest)]];
		const { nameContains } = this.settings;
		throw new AiStudiosError(
			'input',
			`There is no finished video yet ${nameContains === '' ? 'that could be a sample' : `whose name contains "${nameContains}"`}`,
			'Export a project in AI Studios or with AI Studios Export Project, wait until its video is finished, then test this trigger again.',
		);
	}

	/** @returns what n8n did not take otherwise */
	async run(state: PollState, isFresh: boolean): Promise<INodeExecutionData[][] | null> {
		const { finished, listed } = await finishedVideos(this.session.client);
		const seen = new SeenVideos(this.context, state);
		const isFirst = seen.isEmpty || isFresh;
		const unseen = finished.filter(({ value }) => !seen.has(value));
		const isWanted = (video: ListedProject) => (!isFirst || this.settings.includeExisting) && this.isWanted(video);
		const wanted = unseen.filter(isWanted);
		seen.add(keysOf(unseen.filter((video) => !isWanted(video))), listed);

		const emit = (videos: ListedProject[], items: INodeExecutionData[]) => {
			seen.add(keysOf(videos), listed);
			return items.filter((item) => !startWorkflow(this.context, item));
		};
		const left = this.settings.download ? await this.emitWithFiles(wanted, state, emit) : emit(wanted, wanted.map(videoItem));
		return left.length > 0 ? [left] : null;
	}

	/** One after the other, until the time of a poll is over: the next poll goes on. */
	private async emitWithFiles(
		videos: ListedProject[],
		{ failedDownloads }: PollState,
		emit: (videos: ListedProject[], items: INodeExecutionData[]) => INodeExecutionData[],
	): Promise<INodeExecutionData[]> {
		const budgetMs = this.context.getPollBudgetMs?.() ?? POLL_BUDGET_MS;
		const left: INodeExecutionData[] = [];
		for (const video of videos) {
			if (this.runtime.now() - this.startedAt > budgetMs) break;
			const item = await settle(async () => await this.itemOf(video));
			const failures = (failedDownloads.get(video.value) ?? 0) + 1;
			if (!item.ok && failures < MAX_DOWNLOAD_POLLS) {
				failedDownloads.set(video.value, failures);
				continue;
			}
			failedDownloads.delete(video.value);
			left.push(...emit([video], [item.ok ? item.value : itemWithoutFile(video, item.error)]));
		}
		return left;
	}

	private isWanted({ name }: ListedProject): boolean {
		return name.toLowerCase().includes(this.settings.nameContains.toLowerCase());
	}

	private async itemOf(video: ListedProject): Promise<INodeExecutionData> {
		const item = videoItem(video);
		const { videoUrl } = video.render;
		if (!this.settings.download || videoUrl === null) return item;
		const stored = await this.videos.store(video.value, videoUrl);
		return { json: { ...item.json, ...fileJson(stored) }, binary: { [this.settings.binaryProperty]: stored.binary } };
	}
}

/**
 * Starts the workflow for one item. What a poll returns starts it once for all items together, and then a failure
 * with one video would take the others with it.
 *
 * @returns false when these functions start nothing, and the item has to be returned
 */
function startWorkflow(context: IPollFunctions, item: INodeExecutionData): boolean {
	try {
		context.__emit([[item]]);
		return true;
	} catch {
		return false;
	}
}

function videoItem({ value, name, render }: ListedProject): INodeExecutionData {
	return { json: { ...renderJson(value, render), name } };
}

function itemWithoutFile(video: ListedProject, { message, description }: AiStudiosError): INodeExecutionData {
	return { json: { ...videoItem(video).json, downloadError: message, message: description } };
}

function keysOf(videos: ListedProject[]): string[] {
	return videos.map(({ value }) => value);
}

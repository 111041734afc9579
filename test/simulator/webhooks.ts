/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test server needs timers; this file is not shipped */
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { NO_FAULT_NAME } from './faults/fault';
import { randomHex, type Random } from './random';
import { VIDEO_SECONDS } from './video';
import type { FaultQueues } from './faults/faultQueues';
import type { Project, Projects } from './projects';
import type { Recorder } from './recorder';
import type { VideoUrls } from './videoUrls';

/** Percentages at which progress is reported; the vendor does not say how often it is. */
const MILESTONES = [20, 40, 60, 80];
/** Real milliseconds between two checks of a render that somebody waits for. */
const CHECK_INTERVAL_MS = 20;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/;

interface Subscription {
	url: string;
	taskId: string;
	nextMilestones: number[];
}

interface Dependencies {
	projects: Projects;
	videoUrls: VideoUrls;
	recorder: Recorder;
	faults: FaultQueues;
	random: Random;
	signal: AbortSignal;
}

/** Reports progress to the URLs that exports named: as a POST in v3, as a GET with a query in v2. */
export class Webhooks {
	private readonly subscriptions = new Map<Project, Subscription>();

	constructor(private readonly dependencies: Dependencies) {
		// One listener for each project that is followed.
		setMaxListeners(0, dependencies.signal);
	}

	/** Reports on the project's current render; a later export of the same project replaces the subscription. */
	subscribe(project: Project, url: string): void {
		const taskId = randomHex(this.dependencies.random, 16);
		const subscription = { url, taskId, nextMilestones: [...MILESTONES] };
		this.subscriptions.set(project, subscription);
		void this.follow(project, subscription);
	}

	private async follow(project: Project, subscription: Subscription): Promise<void> {
		const { projects, signal } = this.dependencies;
		while (this.subscriptions.get(project) === subscription && !signal.aborted) {
			const { progress, hasUrl, state } = projects.statusOf(project);
			while (subscription.nextMilestones[0] <= progress) {
				await this.report(project, subscription, subscription.nextMilestones.shift() ?? 0);
			}
			if (hasUrl) await this.report(project, subscription, 100);
			if (hasUrl || state === 'failed') return;
			await sleep(CHECK_INTERVAL_MS, undefined, { ref: false, signal }).catch(() => undefined);
		}
	}

	private async report(project: Project, { url, taskId }: Subscription, progress: number): Promise<void> {
		const videoUrl = progress === 100 ? this.dependencies.videoUrls.urlOf(project) : undefined;
		const target = new URL(url);
		if (project.generation === 'v2') {
			target.searchParams.set('ai_progress_update_loc', String(progress));
			if (videoUrl) target.searchParams.set('videoUrl', videoUrl);
			if (videoUrl) target.searchParams.set('duration', String(VIDEO_SECONDS));
			return await this.send(project, 'GET', target);
		}
		const result = videoUrl ? { credit: project.price, download_url: videoUrl } : {};
		await this.send(project, 'POST', target, { progress, backendTaskId: taskId, ...result });
	}

	/** Sent once, whatever the receiver responds; hosts outside loopback are never called. */
	private async send(project: Project, method: string, url: URL, body?: object): Promise<void> {
		const { recorder, faults, signal } = this.dependencies;
		const fault = faults.next('webhook', project.generation, project.key);
		const headers: Record<string, string> = body ? { 'content-type': 'application/json' } : {};
		const record = recorder.start({
			origin: 'webhook',
			endpoint: 'webhook',
			generation: project.generation,
			projectKey: project.key,
			method,
			path: url.origin + url.pathname,
			query: Object.fromEntries(url.searchParams),
			headers,
			body,
			faultApplied: fault.name === NO_FAULT_NAME ? undefined : fault.name,
		});
		if (!LOOPBACK.test(url.hostname) || !fault.accepted) return recorder.finish(record, 'aborted');
		const content = body ? { body: JSON.stringify(body) } : {};
		try {
			const response = await fetch(url, { method, headers, ...content, redirect: 'manual', signal });
			record.status = response.status;
			await response.arrayBuffer();
			recorder.finish(record, 'completed');
		} catch {
			recorder.finish(record, 'aborted');
		}
	}
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test server needs timers; this file is not shipped */
import { setTimeout as sleep } from 'node:timers/promises';

import { randomHex, type Random } from './random';
import { VIDEO_SECONDS } from './video';
import type { FileLinks } from './fileLinks';
import type { Project, Projects } from './projects';
import type { Recorder } from './recorder';
import type { Scripts } from './script';

/** Percent at which progress is told; the vendor does not say how often. */
const MILESTONES = [20, 40, 60, 80];
/** Real milliseconds between two looks at the clock, while anybody waits for a webhook. */
const LOOK_EVERY_MS = 20;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/;

interface Watch {
	url: string;
	taskId: string;
	comingMilestones: number[];
}

interface Parts {
	projects: Projects;
	links: FileLinks;
	recorder: Recorder;
	scripts: Scripts;
	random: Random;
	signal: AbortSignal;
}

/** Tells progress to the URLs that exports gave: posted in v3, as a GET with a query in v2. */
export class Webhooks {
	private readonly watches = new Map<Project, Watch>();

	constructor(private readonly parts: Parts) {}

	/** Follows the project's present render; a later export of the same project takes its place. */
	watch(project: Project, url: string): void {
		const watch = { url, taskId: randomHex(this.parts.random, 16), comingMilestones: [...MILESTONES] };
		this.watches.set(project, watch);
		void this.follow(project, watch);
	}

	private async follow(project: Project, watch: Watch): Promise<void> {
		const { projects, signal } = this.parts;
		while (this.watches.get(project) === watch && !signal.aborted) {
			const { progress, hasUrl, state } = projects.read(project);
			while (watch.comingMilestones[0] <= progress) {
				await this.tell(project, watch, watch.comingMilestones.shift() ?? 0);
			}
			if (hasUrl) await this.tell(project, watch, 100);
			if (hasUrl || state === 'failed') return;
			await sleep(LOOK_EVERY_MS, undefined, { ref: false, signal }).catch(() => undefined);
		}
	}

	private async tell(project: Project, watch: Watch, progress: number): Promise<void> {
		const videoUrl = progress === 100 ? this.parts.links.urlOf(project) : undefined;
		if (project.generation === 'v2') {
			const url = new URL(watch.url);
			url.searchParams.set('ai_progress_update_loc', String(progress));
			if (videoUrl) url.searchParams.set('videoUrl', videoUrl);
			if (videoUrl) url.searchParams.set('duration', String(VIDEO_SECONDS));
			return await this.send(project, 'GET', url);
		}
		const end = videoUrl ? { credit: project.price, download_url: videoUrl } : {};
		await this.send(project, 'POST', new URL(watch.url), { progress, backendTaskId: watch.taskId, ...end });
	}

	/** Sent once and not again, whatever the receiver answers; hosts outside loopback are never called. */
	private async send(project: Project, method: string, url: URL, body?: object): Promise<void> {
		const { recorder, scripts, signal } = this.parts;
		const fault = scripts.next('webhook', project.generation, project.key);
		const record = recorder.start({
			origin: 'webhook',
			endpoint: 'webhook',
			generation: project.generation,
			projectKey: project.key,
			method,
			path: url.origin + url.pathname,
			query: Object.fromEntries(url.searchParams),
			headers: body ? { 'content-type': 'application/json' } : {},
			body,
			faultApplied: fault.name === 'fine' ? undefined : fault.name,
		});
		if (!LOOPBACK.test(url.hostname) || !fault.taken) return recorder.finish(record, 'cut');
		const init = body
			? { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
			: { method };
		try {
			const response = await fetch(url, { ...init, redirect: 'manual', signal });
			record.status = response.status;
			await response.arrayBuffer();
			recorder.finish(record, 'answered');
		} catch {
			recorder.finish(record, 'cut');
		}
	}
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports -- returns file bodies as n8n's HTTP helper does; not shipped */
import { Readable } from 'node:stream';
import { SECOND_MS } from '../nodes/shared/core/duration';
import type { Clock } from '../nodes/shared/core/ports';
import type { Generation } from '../test/engine/generations';
import { progressAt, type Render } from './renders';

export const RESPONSE_TIME_MS = 150;

/** The first bytes of an MP4 file, which is what the client checks; the size of a file is its download time. */
const FILE = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1');

/** AI Studios in memory and on a fake clock. */
export class SimulatedApi {
	requests = 0;
	/** The most requests that were sent in one second of the clock. */
	mostPerSecond = 0;
	private second = { index: -1, requests: 0 };
	private exports = 0;
	/** Milliseconds of the clock, by project key. */
	readonly downloadStartedAt = new Map<string, number>();
	readonly downloadedAt = new Map<string, number>();
	private readonly exportedAt = new Map<string, number>();
	private readonly renders: Map<string, Render>;

	constructor(
		private readonly clock: Clock,
		renders: Render[],
	) {
		this.renders = new Map(renders.map((render) => [render.projectKey, render]));
	}

	exportProject(projectKey: string) {
		this.exportedAt.set(projectKey, this.clock.now());
	}

	exportAll() {
		for (const projectKey of this.renders.keys()) this.exportProject(projectKey);
	}

	/** The v2 response with the progress. */
	async progress(projectKey: string): Promise<{ success: true; data: { progress: number; url?: string } }> {
		await this.respond();
		const render = this.render(projectKey);
		const progress = progressAt(render, this.clock.now() - (this.exportedAt.get(projectKey) ?? Number.NaN));
		return { success: true, data: { progress, ...(progress === 100 ? { url: `http://localhost/${projectKey}` } : {}) } };
	}

	/** The response with the progress, in either version of the API. */
	async pollProgress(generation: Generation, projectKey: string): Promise<object> {
		const { success, data } = await this.progress(projectKey);
		if (generation === 'v2') return { success, data };
		const { progress, url } = data;
		return { success, data: { progress, state: url ? 'exported' : 'rendering', ...(url ? { downloadUrl: url } : {}) } };
	}

	/** The response to an export; its project is not rendered. */
	async export(generation: Generation): Promise<object> {
		await this.respond();
		const key = `exported-${(this.exports += 1)}`;
		return { success: true, data: generation === 'v2' ? { key } : { projectId: key } };
	}

	/** When the render ends, in milliseconds of the clock. */
	renderEndsAt(projectKey: string): number {
		return (this.exportedAt.get(projectKey) ?? Number.NaN) + this.render(projectKey).durationMs;
	}

	/** The response with the video file. */
	download(projectKey: string) {
		this.downloadStartedAt.set(projectKey, this.clock.now());
		const headers = { 'content-length': String(FILE.length), 'content-type': 'video/mp4' };
		return { statusCode: 200, headers, body: Readable.from(this.bytes(projectKey), { objectMode: false }) };
	}

	private async *bytes(projectKey: string) {
		await this.clock.sleep(this.render(projectKey).downloadMs);
		this.downloadedAt.set(projectKey, this.clock.now());
		yield FILE;
	}

	private async respond() {
		this.requests += 1;
		const index = Math.floor(this.clock.now() / SECOND_MS);
		if (index !== this.second.index) this.second = { index, requests: 0 };
		this.mostPerSecond = Math.max(this.mostPerSecond, (this.second.requests += 1));
		await this.clock.sleep(RESPONSE_TIME_MS);
	}

	private render(projectKey: string): Render {
		const render = this.renders.get(projectKey);
		if (!render) throw new Error(`There is no render ${projectKey}`);
		return render;
	}
}

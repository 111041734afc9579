/* eslint-disable @n8n/community-nodes/no-restricted-imports -- hands out file bodies as n8n's HTTP helper does; not shipped */
import { Readable } from 'node:stream';
import type { Clock } from '../nodes/shared/core/clock';
import { progressAt, type Render } from './renders';

/** How long every answer of the API takes, in milliseconds. */
export const LATENCY = 150;

/** The first bytes of an MP4: enough for a client that looks. What a file weighs is its time on the clock. */
const FILE = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1');

/** AI Studios in memory and on a fake clock; every render goes on for itself, from its export on. */
export class Studio {
	requests = 0;
	/** When each video was asked for first, and when its last byte was there. */
	readonly downloadBegun = new Map<string, number>();
	readonly fileThere = new Map<string, number>();
	private readonly exportedAt = new Map<string, number>();
	private readonly renders: Map<string, Render>;

	constructor(
		private readonly clock: Clock,
		renders: Render[],
	) {
		this.renders = new Map(renders.map((render) => [render.projectKey, render]));
	}

	exportNow(projectKey: string) {
		this.exportedAt.set(projectKey, this.clock.now());
	}

	exportAllNow() {
		for (const projectKey of this.renders.keys()) this.exportNow(projectKey);
	}

	/** The v2 answer to a question for progress. */
	async progress(projectKey: string): Promise<{ success: true; data: { progress: number; url?: string } }> {
		this.requests += 1;
		await this.clock.sleep(LATENCY);
		const render = this.render(projectKey);
		const progress = progressAt(render, this.clock.now() - (this.exportedAt.get(projectKey) ?? Number.NaN));
		return { success: true, data: { progress, ...(progress === 100 ? { url: `http://localhost/${projectKey}` } : {}) } };
	}

	/** When a render ended, in the clock's milliseconds. */
	endOf(projectKey: string): number {
		return (this.exportedAt.get(projectKey) ?? Number.NaN) + this.render(projectKey).duration;
	}

	file(projectKey: string) {
		this.downloadBegun.set(projectKey, this.clock.now());
		const headers = { 'content-length': String(FILE.length), 'content-type': 'video/mp4' };
		return { statusCode: 200, headers, body: Readable.from(this.bytes(projectKey), { objectMode: false }) };
	}

	private async *bytes(projectKey: string) {
		await this.clock.sleep(this.render(projectKey).downloadTime);
		this.fileThere.set(projectKey, this.clock.now());
		yield FILE;
	}

	private render(projectKey: string): Render {
		const render = this.renders.get(projectKey);
		if (!render) throw new Error(`There is no render ${projectKey}`);
		return render;
	}
}

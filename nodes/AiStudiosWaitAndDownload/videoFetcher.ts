import type { IExecuteFunctions } from 'n8n-workflow';
import { downloadVideo } from '../shared/core/download/download';
import { nameInUrl, safeFileName } from '../shared/core/download/fileName';
import { readingError } from '../shared/core/requests/troubles';
import { limiter } from '../shared/core/limiter';
import { timedOut, waitForRender, type Waited } from '../shared/core/wait/waitForRender';
import type { Connection } from '../shared/n8n/connect';
import { Files } from '../shared/n8n/files';
import type { Fetched, Stored } from './itemJson';
import type { Reporter } from './reporter';
import { downloadsAtOnce, type ItemSettings } from './settings';

/** Brings items their videos; a project that several items name is asked and fetched once. */
export class VideoFetcher {
	private readonly waits = new Map<string, Promise<Waited>>();
	private readonly downloads = new Map<string, Promise<Stored>>();
	private readonly place: ReturnType<typeof limiter>;
	private readonly files: Files;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly connection: Connection,
		private readonly reporter: Reporter,
	) {
		this.place = limiter(downloadsAtOnce(context));
		this.files = new Files(context, connection.signal);
	}

	/** @throws AiStudiosError naming the project key */
	async fetch(settings: ItemSettings): Promise<Fetched> {
		const { projectKey, wait, download, fileName } = settings;
		const waited = await once(this.waits, JSON.stringify([projectKey, wait]), async () => await this.wait(settings));
		if (waited.timedOut && !settings.continueOnTimeout) throw timedOut(projectKey, waited);
		const { videoUrl, state } = waited.render;
		if (!download || state !== 'complete' || videoUrl === null) return { settings, waited };
		const stored = await once(this.downloads, JSON.stringify([projectKey, fileName]), async () =>
			await this.place(async () => await this.download(projectKey, videoUrl, fileName)),
		);
		return { settings, waited, stored };
	}

	private async wait({ projectKey, wait }: ItemSettings): Promise<Waited> {
		const { client, secrets } = this.connection;
		return await this.reporter.follow(projectKey, async (seen) =>
			await waitForRender(projectKey, client, wait, secrets, seen),
		);
	}

	private async download(projectKey: string, url: string, fileName: string): Promise<Stored> {
		const { saved, bytes, kind, resumed } = await downloadVideo(projectKey, url, {
			clock: this.connection.client.clock,
			open: async (address, headers) => await this.files.open(address, headers),
			freshUrl: async () => await this.freshUrl(projectKey),
			save: async (chunks, { mimeType, extension }) => {
				const name = safeFileName(fileName || nameInUrl(url), projectKey, extension);
				return await this.context.helpers.prepareBinaryData(this.files.asStream(chunks), name, mimeType);
			},
		});
		return { binary: saved, fileName: saved.fileName ?? '', fileSize: bytes, mimeType: kind.mimeType, resumed };
	}

	private async freshUrl(projectKey: string): Promise<string> {
		const { client, secrets } = this.connection;
		const { contract } = client;
		const facts = { projectKey };
		const verdict = await client.read(contract.progress(projectKey));
		if (!verdict.ok) throw readingError(verdict, contract, { what: `a fresh address for project ${projectKey}`, facts, secrets });
		const { videoUrl } = contract.rendered(verdict.envelope);
		if (videoUrl !== null) return videoUrl;
		throw readingError(
			{ ok: false, reason: 'refused', why: 'it no longer names an address', tries: 1 },
			contract,
			{ what: `a fresh address for project ${projectKey}`, facts, secrets },
		);
	}
}

/** The work for `key`, begun by whoever asks first. */
async function once<T>(begun: Map<string, Promise<T>>, key: string, work: () => Promise<T>): Promise<T> {
	const known = begun.get(key) ?? work();
	begun.set(key, known);
	return await known;
}

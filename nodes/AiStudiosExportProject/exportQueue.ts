import { AiStudiosError, settle, type Settled } from '../shared/core/errors';
import type { Client } from '../shared/core/http/client';
import { exportInDoubt } from '../shared/core/http/failureError';
import { limiter } from '../shared/core/limiter';
import type { ExportRequest } from './exportRequest';

/** What an export returned; empty in a dry run. */
export type ExportResult = {
	projectKey?: string;
	cubesUsed?: number;
	/** The earlier item with the same request, whose project this item shares. */
	duplicateOf?: number;
};

const MAX_CONCURRENT_EXPORTS = 3;

/**
 * Sends each export once, a few at a time and in order, the first alone. The same request is not sent
 * twice in a run. A rejection that will hit all of them ends the queue.
 */
export class ExportQueue {
	private readonly limit = limiter(MAX_CONCURRENT_EXPORTS);
	private readonly started = new Map<string, { index: number; result: Promise<Settled<ExportResult>> }>();
	private first: Promise<unknown> | undefined;
	private haltError: AiStudiosError | undefined;

	constructor(
		private readonly client: Client,
		/** Whether one failed export leaves the others alone. */
		private readonly continueOnFail: boolean,
	) {}

	/** Call it for one item after the other: the order of the calls is the order of the exports. */
	async add(request: ExportRequest, index: number): Promise<Settled<ExportResult>> {
		const body = JSON.stringify(request.endpoint.body);
		const duplicate = request.allowDuplicates ? undefined : this.started.get(body);
		if (duplicate) return shareResult(await duplicate.result, duplicate.index);
		const result = request.dryRun ? Promise.resolve({ ok: true as const, value: {} }) : this.sendInOrder(request);
		this.started.set(body, { index, result });
		return await result;
	}

	private async sendInOrder(request: ExportRequest): Promise<Settled<ExportResult>> {
		const { first } = this;
		const sent = this.limit(async () => {
			await first;
			if (this.haltError) return { ok: false as const, error: this.haltError };
			const result = await settle(async () => await this.send(request));
			if (!result.ok) this.haltAfter(result.error);
			return result;
		});
		this.first ??= sent;
		return await sent;
	}

	private async send({ endpoint }: ExportRequest): Promise<ExportResult> {
		const { projectKey, cubesUsed } = await this.client.export(endpoint);
		if (projectKey === undefined) throw exportInDoubt('it contains no project key', this.client.api);
		return { projectKey, ...(cubesUsed === undefined ? {} : { cubesUsed }) };
	}

	private haltAfter({ code, message, description, httpStatus }: AiStudiosError) {
		const affectsAll = code === 'credentials' || code === 'credits';
		if (this.continueOnFail && !affectsAll) return;
		const advice = affectsAll ? description : 'Run this item again when that is fixed.';
		this.haltError ??= new AiStudiosError(code, `Not exported, because an earlier export failed: ${message}`, advice, {}, httpStatus);
	}
}

/** The same video, or the same failure: exporting it again could pay twice. */
function shareResult(result: Settled<ExportResult>, duplicateOf: number): Settled<ExportResult> {
	if (!result.ok) return result;
	const { projectKey } = result.value;
	return { ok: true, value: { ...(projectKey === undefined ? {} : { projectKey }), duplicateOf } };
}

import { AiStudiosError, outcomeOf, type Outcome } from '../shared/core/errors';
import { limiter } from '../shared/core/limiter';
import type { Client } from '../shared/core/requests/client';
import { exportError, lostExport } from '../shared/core/requests/troubles';
import type { Order } from './order';

/** What came of an order; empty in a dry run. */
export type Ordered = {
	projectKey?: string;
	cubesUsed?: number;
	/** The item that was filled in the same way and was ordered in this one's place. */
	duplicateOf?: number;
};

/** Exports on their way at once. */
const AT_ONCE = 3;

/**
 * Spends the money: sends each order once, a few at a time and in order, the first alone. A body that
 * was ordered in this run is not ordered again. A refusal that will hit all ends the spending.
 */
export class Cashier {
	private readonly place = limiter(AT_ONCE);
	private readonly begun = new Map<string, { index: number; outcome: Promise<Outcome<Ordered>> }>();
	private first: Promise<unknown> | undefined;
	private halt: AiStudiosError | undefined;

	constructor(
		private readonly client: Client,
		private readonly secrets: readonly string[],
		/** Whether one failed order leaves the others alone. */
		private readonly goesOn: boolean,
	) {}

	/** Call it for one item after the other: the calls' order is the order of the exports. */
	async order(order: Order, index: number): Promise<Outcome<Ordered>> {
		const same = JSON.stringify(order.request.body);
		const twin = order.allowDuplicates ? undefined : this.begun.get(same);
		if (twin) return sharing(await twin.outcome, twin.index);
		const outcome = order.dryRun ? Promise.resolve({ ok: true as const, value: {} }) : this.inTurn(order);
		this.begun.set(same, { index, outcome });
		return await outcome;
	}

	private async inTurn(order: Order): Promise<Outcome<Ordered>> {
		const { first } = this;
		const sent = this.place(async () => {
			await first;
			if (this.halt) return { ok: false as const, error: this.halt };
			const outcome = await outcomeOf(async () => await this.send(order));
			if (!outcome.ok) this.afterFailure(outcome.error);
			return outcome;
		});
		this.first ??= sent;
		return await sent;
	}

	private async send({ request }: Order): Promise<Ordered> {
		const { contract } = this.client;
		const verdict = await this.client.order(request);
		if (!verdict.ok) throw exportError(verdict, contract, { what: 'the export', secrets: this.secrets });
		const { projectKey, cubesUsed } = contract.exported(verdict.envelope);
		if (projectKey === undefined) throw lostExport('it names no project key', contract);
		return { projectKey, ...(cubesUsed === undefined ? {} : { cubesUsed }) };
	}

	private afterFailure(error: AiStudiosError) {
		const hitsAll = error.trouble === 'credentials' || error.trouble === 'credits';
		if (this.goesOn && !hitsAll) return;
		this.halt ??= new AiStudiosError(
			error.trouble,
			`Not ordered, because an export before it failed: ${error.message}`,
			hitsAll ? error.advice : 'Run this item again when that is mended.',
		);
	}
}

/** The same video, or the same failure: ordering it once more could pay twice. */
function sharing(outcome: Outcome<Ordered>, duplicateOf: number): Outcome<Ordered> {
	if (!outcome.ok) return outcome;
	const { projectKey } = outcome.value;
	return { ok: true, value: { ...(projectKey === undefined ? {} : { projectKey }), duplicateOf } };
}

import { videosFailed } from '../../nodes/AiStudiosWaitAndDownload/hints';
import { AiStudiosError, type ErrorCode, type Settled } from '../../nodes/shared/core/errors';
import { failedItems } from '../../nodes/shared/n8n/items';
import type { PaidResult } from '../../nodes/shared/n8n/payment/paymentMemory';
import { runFailed } from '../../nodes/shared/n8n/payment/runFailed';

const ITEMS = 10_000;
const MAX_LENGTH = 5_000;
const WORDS = { node: 'AI Studios Export Project', done: 'exported', keys: 'project keys', next: '' };

type Result = Settled<PaidResult>;

function keyOf(index: number): string {
	return `9d3c1f0a-5b7e-4c52-${100_000 + index}`;
}

function failed(index: number, code: ErrorCode): Result {
	return { ok: false, error: new AiStudiosError(code, `Item ${index} failed`, 'Try again.', { projectKey: code === 'renderFailed' ? keyOf(index) : undefined }) };
}

function resultsOf(resultOf: (index: number) => Result): Result[] {
	return Array.from({ length: ITEMS }, (_, index) => resultOf(index));
}

const paid = (index: number): Result => ({ ok: true, value: { projectKey: keyOf(index) } });

test.each<[what: string, results: Result[]]>([
	['all are paid for but the last', resultsOf((index) => (index < ITEMS - 1 ? paid(index) : failed(index, 'rejected')))],
	['every second one failed', resultsOf((index) => (index % 2 === 0 ? paid(index) : failed(index, 'rejected')))],
	['every second one is in doubt, and the others failed', resultsOf((index) => failed(index, index % 2 === 0 ? 'paymentInDoubt' : 'rejected'))],
])(`the error that ends a run of ${ITEMS} exports fits on a screen when %s`, (_what, results) => {
	const { message, description } = runFailed(results, failedItems(results)[0], WORDS);
	expect(message + description).toMatch(/ and \d+ more/);
	expect((message + description).length).toBeLessThan(MAX_LENGTH);
});

test.each([2, 1])(`the error that ends a wait for ${ITEMS} videos fits on a screen when every video of %s failed`, (every) => {
	const failures = failedItems(resultsOf((index) => (index % every === 0 ? failed(index, 'renderFailed') : paid(index))));
	const { message, description } = videosFailed(failures, ITEMS);
	expect(description).toContain(` and ${ITEMS / every - 51} more.`);
	expect((message + description).length).toBeLessThan(MAX_LENGTH);
});

import type { IDataObject } from 'n8n-workflow';
import type { HttpRequest } from '../../nodes/shared/core/ports';
import { AiStudiosError } from '../../nodes/shared/core/errors';
import { identityOf } from '../../nodes/shared/n8n/payment/paidRequest';
import { hashOf, PaymentMemory, type PaymentPlace } from '../../nodes/shared/n8n/payment/paymentMemory';

const HASH = 'the hash of a request';
const DOUBT = new AiStudiosError('paymentInDoubt', 'Its response was lost', 'It was not sent again.');
const REJECTION = new AiStudiosError('rejected', 'Not today', 'Run this item again.');

const placeOf = (itemIndex: number): PaymentPlace => ({ runIndex: 0, itemIndex, occurrence: itemIndex });

/** A memory in which the items sent the same request, by how each of them ended. */
function memoryOf(...ends: Array<'paid' | 'in doubt' | 'rejected'>): PaymentMemory {
	const nodeContext: IDataObject = {};
	const memory = new PaymentMemory(nodeContext);
	const payments = ends.map((_, item) => memory.begin(HASH, placeOf(item), DOUBT));
	for (const [item, end] of ends.entries()) {
		const error = end === 'in doubt' ? DOUBT : REJECTION;
		memory.end(HASH, payments[item], end === 'paid' ? { ok: true, value: { projectKey: `key of ${item}` } } : { ok: false, error });
	}
	return new PaymentMemory(JSON.parse(JSON.stringify(nodeContext)) as IDataObject);
}

const found = (memory: PaymentMemory, item: number, allowDuplicates: boolean) => {
	const payment = memory.find(HASH, placeOf(item), allowDuplicates);
	return payment && (payment.result?.projectKey ?? payment.doubt);
};

test.each<[Parameters<typeof memoryOf>, string | undefined]>([
	[['paid', 'in doubt'], 'key of 0'],
	[['in doubt', 'paid'], 'key of 1'],
	[['in doubt', 'in doubt'], DOUBT.message],
	[['rejected', 'paid'], 'key of 1'],
	[['rejected'], undefined],
	[[], undefined],
])('of equal requests that ended %j one with a project key stands for all, and one in doubt only when there is none', (ends, expected) => {
	expect(found(memoryOf(...ends), 7, false)).toBe(expected);
});

test('with Allow Duplicates each item finds its own payment, and another item none', () => {
	const memory = memoryOf('in doubt', 'paid', 'rejected');
	expect([0, 1, 2, 3].map((item) => found(memory, item, true))).toEqual([DOUBT.message, 'key of 1', undefined, undefined]);
	expect(memory.find(HASH, { ...placeOf(1), runIndex: 1 }, true)).toBeUndefined();
});

test('the address of an execution is none of the request, wherever it stands in it', () => {
	const of = (resumeUrl: string) => hashOf({ webhook: `${resumeUrl}/rendered`, name: 'Ann' }, resumeUrl);
	expect(of('https://n8n.example.com/webhook-waiting/12')).toBe(of('https://n8n.example.com/webhook-waiting/13'));
	expect(hashOf({ webhook: 'a' }, '')).not.toBe(hashOf({ webhook: 'b' }, ''));
});

test('requests that differ in their method, path or body are not the same', () => {
	const request: HttpRequest = { method: 'POST', path: '/project', body: { scenes: [] } };
	const others = [{ ...request, method: 'DELETE' as const }, { ...request, path: '/speech' }, { ...request, body: { scenes: [{}] } }, { ...request, body: undefined }];
	const hash = (of: HttpRequest) => hashOf(identityOf(of), '');
	expect(hash({ ...request })).toBe(hash(request));
	expect(new Set([request, ...others].map(hash)).size).toBe(5);
});

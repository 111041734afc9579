import { AiStudiosError, ExecutionCancelled, rethrow, settle } from '../../nodes/shared/core/errors';

test('the result of one item is settled as a value', async () => {
	expect(await settle(() => 5)).toEqual({ ok: true, value: 5 });
	expect(await settle(async () => await Promise.resolve(5))).toEqual({ ok: true, value: 5 });
});

test.each([
	['thrown at once', () => { throw new AiStudiosError('input', 'no'); }],
	['rejected later', async () => await Promise.reject(new AiStudiosError('input', 'no'))],
])('an AiStudiosError that is %s is settled as a value, too', async (_when, work) => {
	expect(await settle(work)).toEqual({ ok: false, error: expect.objectContaining({ code: 'input', message: 'no' }) });
});

test.each([new ExecutionCancelled(), new TypeError('a bug')])('%s is never settled: it is thrown on', async (error) => {
	await expect(settle(async () => await Promise.reject(error))).rejects.toBe(error);
});

test('rethrow throws the very error it is given', () => {
	const error = new TypeError('a bug');
	const caught: unknown[] = [];
	try {
		rethrow(error);
	} catch (thrown) {
		caught.push(thrown);
	}
	expect(caught).toEqual([error]);
	expect(caught[0]).toBe(error);
});

import { AiStudiosError, outcomeOf, Stopped } from '../../nodes/shared/core/errors';

test('what one item brings is a value', async () => {
	expect(await outcomeOf(() => 5)).toEqual({ ok: true, value: 5 });
	expect(await outcomeOf(async () => await Promise.resolve(5))).toEqual({ ok: true, value: 5 });
});

test.each([
	['at once', () => { throw new AiStudiosError('input', 'no'); }],
	['later', async () => await Promise.reject(new AiStudiosError('input', 'no'))],
])('an error of ours that comes %s is a value, too', async (_when, work) => {
	expect(await outcomeOf(work)).toEqual({ ok: false, error: expect.objectContaining({ trouble: 'input', message: 'no' }) });
});

test.each([new Stopped(), new TypeError('a bug')])('%s is nobody\'s outcome and is thrown on', async (error) => {
	await expect(outcomeOf(async () => await Promise.reject(error))).rejects.toBe(error);
});

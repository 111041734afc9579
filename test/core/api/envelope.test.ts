import { isRejection, messageIn, rejectionEnvelope } from '../../../nodes/shared/core/api/envelope';
import type { JsonObject } from '../../../nodes/shared/core/json';

test.each<[JsonObject, string | undefined]>([
	[{ msg: 'a', message: 'b', error: { msg: 'c' } }, 'a'],
	[{ message: 'b', error: { msg: 'c' } }, 'b'],
	[{ error: { msg: 'c', message: 'd' } }, 'c'],
	[{ error: { message: 'd' } }, 'd'],
	[{ error: 'e' }, 'e'],
	[{ error: { code: 7 } }, undefined],
])('the message in %j is %s', (envelope, message) => {
	expect(messageIn(envelope)).toBe(message);
});

test('a rejection that is made is read as one', () => {
	const made = rejectionEnvelope('Not today.');
	expect([isRejection(made), messageIn(made)]).toEqual([true, 'Not today.']);
	expect([{ success: true }, {}, { success: 'false' }].map(isRejection)).toEqual([false, false, false]);
});

import { sliced } from '../body';
import { fine, spoiltDelivery, taken, withDelivery, type Fault } from './fault';

/** The connection is reset before a byte is answered; the request is not taken. */
export const reset: Fault = { ...spoiltDelivery('reset', { silence: 'reset' }), taken: false };

/** The request is taken, then the connection is reset. */
export const acceptThenReset: Fault = taken(reset);

/** No answer and no end; the request is not taken. */
export const hang: Fault = { ...spoiltDelivery('hang', { silence: 'hang' }), taken: false };

/** The connection closes after so many body bytes of this answer. */
export const cutBody = (bytes: number): Fault =>
	spoiltDelivery(`cut after ${bytes} bytes`, { stopAfter: bytes, stopBy: 'close' });

/** The connection stays open, but nothing comes after so many body bytes of this answer. */
export const stall = (bytes: number): Fault =>
	spoiltDelivery(`stall after ${bytes} bytes`, { stopAfter: bytes, stopBy: 'hang' });

/** The true answer, slowly. */
export const trickle = (bytesPerSecond: number): Fault =>
	spoiltDelivery(`trickle at ${bytesPerSecond} bytes a second`, { bytesPerSecond });

/** Another fault, or the true answer, after so many real milliseconds. */
export function delay(milliseconds: number, then: Fault = fine): Fault {
	const name = `delay of ${milliseconds} ms, ${then.name}`;
	return {
		...then,
		name,
		spoil: (given, context) => withDelivery(then.spoil(given, context), { waitMs: milliseconds }),
	};
}

/** An answer that lacks its last bytes and does not admit it. */
export const shortBody = (missing: number): Fault => ({
	...fine,
	name: `short by ${missing} bytes`,
	spoil: (given) => ({ ...given, body: sliced(given.body, 0, Math.max(0, given.body.length - missing)) }),
});

/** `Content-Length` promises more bytes than come before the connection closes. */
export const longContentLength = (extra: number): Fault => ({
	...fine,
	name: `Content-Length ${extra} too large`,
	spoil: (given) =>
		withDelivery(given, {
			declaredLength: given.body.length + extra,
			stopAfter: given.body.length,
			stopBy: 'close',
		}),
});

import { sliced } from '../body';
import { accepted, alteredDelivery, alteredResponse, noFault, withDelivery, type Fault } from './fault';

/** The connection is reset before any byte of a response; the request is not accepted. */
export const reset: Fault = { ...alteredDelivery('reset', { noResponse: 'reset' }), accepted: false };

/** The request is accepted, then the connection is reset. */
export const acceptThenReset: Fault = accepted(reset);

/** No response, and the connection stays open; the request is not accepted. */
export const hang: Fault = { ...alteredDelivery('hang', { noResponse: 'hang' }), accepted: false };

/** The connection closes after so many bytes of this response's body. */
export const cutBody = (bytes: number): Fault =>
	alteredDelivery(`cut after ${bytes} bytes`, { stopAfterBytes: bytes, stopBy: 'close' });

/** The connection stays open, but nothing comes after so many bytes of this response's body. */
export const stall = (bytes: number): Fault =>
	alteredDelivery(`stall after ${bytes} bytes`, { stopAfterBytes: bytes, stopBy: 'hang' });

/** The true response, slowly. */
export const trickle = (bytesPerSecond: number): Fault =>
	alteredDelivery(`trickle at ${bytesPerSecond} bytes per second`, { bytesPerSecond });

/** Another fault, or the true response, after so many real milliseconds. */
export const delay = (milliseconds: number, then: Fault = noFault): Fault => ({
	...then,
	name: `delay of ${milliseconds} ms, then ${then.name}`,
	transform: (response, context) => withDelivery(then.transform(response, context), { delayMs: milliseconds }),
});

/** The true response, once something else has happened. */
export const heldUntil = (happened: Promise<unknown>): Fault => alteredDelivery('held', { heldUntil: happened });

/** A response without its last bytes, and with a `Content-Length` that matches. */
export const shortBody = (missing: number): Fault =>
	alteredResponse(`short by ${missing} bytes`, (response) => ({
		...response,
		body: sliced(response.body, 0, Math.max(0, response.body.length - missing)),
	}));

/** `Content-Length` promises more bytes than are sent before the connection closes. */
export const longContentLength = (extra: number): Fault =>
	alteredResponse(`Content-Length ${extra} too large`, (response) =>
		withDelivery(response, {
			contentLength: response.body.length + extra,
			stopAfterBytes: response.body.length,
			stopBy: 'close',
		}),
	);

/* eslint-disable @n8n/community-nodes/no-restricted-imports -- compresses responses; not shipped */
import { gzipSync } from 'node:zlib';

import { bodyOf } from '../body';
import { cutBody } from './connection';
import { alteredResponse, noFault, times, withDelivery, type Fault } from './fault';

/** `Range` is ignored: status 200 and the whole file. */
export const ignoreRange: Fault = {
	...noFault,
	name: 'range ignored',
	before: ({ headers }) => {
		delete headers.range;
	},
};

/** `Range` is obeyed in spite of an `If-Range` that does not match. */
export const ignoreIfRange: Fault = {
	...noFault,
	name: 'If-Range ignored',
	before: ({ headers }) => {
		delete headers['if-range'];
	},
};

/** A 206 whose `Content-Range` has another start or total, by so many bytes. */
export const wrongContentRange = (shift: { start?: number; total?: number }): Fault =>
	alteredResponse('wrong Content-Range', (response) => {
		const [, start, end, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers['content-range'] ?? '') ?? [];
		if (total === undefined) return response;
		const [from, to] = [Number(start) + (shift.start ?? 0), Number(end) + (shift.start ?? 0)];
		const range = `bytes ${from}-${to}/${Number(total) + (shift.total ?? 0)}`;
		return { ...response, headers: { ...response.headers, 'content-range': range } };
	});

/** A 206 whose `Content-Range` does not state the total: `bytes 5-9/*`. */
export const unknownTotal: Fault = alteredResponse('Content-Range without a total', (response) => {
	const range = response.headers['content-range']?.replace(/\d+$/, '*');
	return range === undefined ? response : { ...response, headers: { ...response.headers, 'content-range': range } };
});

/** From this request on the file is another one (same size, other bytes, other ETag). */
export const changedFile: Fault = { ...noFault, name: 'changed file', before: ({ replaceFile }) => replaceFile() };

export interface CompressionOptions {
	/** 0 only wraps the bytes, which makes the body a little larger than the file. */
	level?: number;
	/** The connection closes after so many compressed bytes. */
	cutAfterBytes?: number;
}

/** The whole file, gzipped in spite of `Accept-Encoding: identity`, with the length of the compressed bytes. */
export const compressed = ({ level = 9, cutAfterBytes }: CompressionOptions = {}): Fault => ({
	...ignoreRange,
	name: 'compressed',
	transform: (response) => {
		const body = bodyOf(gzipSync(Buffer.concat([...response.body.chunks(0, response.body.length)]), { level }));
		const encoded = { ...response, headers: { ...response.headers, 'content-encoding': 'gzip' }, body };
		return cutAfterBytes === undefined ? encoded : withDelivery(encoded, { stopAfterBytes: cutAfterBytes, stopBy: 'close' });
	},
});

/** A download cut so many times, in parts of equal size, when the client requests the rest each time. */
export const cutEvenly = (cuts: number, fileSize: number): Fault[] =>
	times(cuts, cutBody(Math.floor(fileSize / (cuts + 1))));

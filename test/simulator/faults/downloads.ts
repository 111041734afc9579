import { cutBody } from './connection';
import { fine, times, type Fault } from './fault';

/** `Range` is not obeyed: 200 and the whole file. */
export const ignoreRange: Fault = {
	...fine,
	name: 'range ignored',
	before: ({ headers }) => {
		delete headers.range;
	},
};

/** `Range` is obeyed in spite of an `If-Range` that does not fit. */
export const ignoreIfRange: Fault = {
	...fine,
	name: 'If-Range ignored',
	before: ({ headers }) => {
		delete headers['if-range'];
	},
};

/** A 206 whose `Content-Range` speaks of another start or total, by so many bytes. */
export function wrongContentRange(shift: { start?: number; total?: number }): Fault {
	return {
		...fine,
		name: 'wrong Content-Range',
		spoil: (given) => {
			const [, start, end, total] =
				/^bytes (\d+)-(\d+)\/(\d+)$/.exec(given.headers['content-range'] ?? '') ?? [];
			if (total === undefined) return given;
			const [from, to] = [Number(start) + (shift.start ?? 0), Number(end) + (shift.start ?? 0)];
			const range = `bytes ${from}-${to}/${Number(total) + (shift.total ?? 0)}`;
			return { ...given, headers: { ...given.headers, 'content-range': range } };
		},
	};
}

/** From this request on the file is another one (same size, other bytes, other ETag). */
export const changedFile: Fault = { ...fine, name: 'changed file', before: ({ changeFile }) => changeFile() };

/** A download cut so many times, in pieces of the same size, when the client asks for the rest each time. */
export const cutEvenly = (cuts: number, fileSize: number): Fault[] =>
	times(cuts, cutBody(Math.floor(fileSize / (cuts + 1))));

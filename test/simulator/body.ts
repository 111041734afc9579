/** Bytes to be sent, produced chunk by chunk when they are needed. */
export interface Body {
	length: number;
	/** The bytes from `from` (included) to `to` (excluded). */
	chunks(from: number, to: number): Iterable<Buffer>;
}

/** Bytes that are in memory. */
export function bodyOf(content: Buffer | string): Body {
	const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
	return {
		length: bytes.length,
		*chunks(from, to) {
			if (from < to) yield bytes.subarray(from, to);
		},
	};
}

/** One body after another. */
export function joined(first: Body, second: Body): Body {
	return {
		length: first.length + second.length,
		*chunks(from, to) {
			if (from < first.length) yield* first.chunks(from, Math.min(to, first.length));
			if (to > first.length) yield* second.chunks(Math.max(0, from - first.length), to - first.length);
		},
	};
}

/** A block of bytes repeated up to a length; only the block is in memory. */
export function repeated(block: Buffer, length: number): Body {
	return {
		length,
		*chunks(from, to) {
			let position = from;
			while (position < to) {
				const start = position % block.length;
				const chunk = block.subarray(start, Math.min(block.length, start + to - position));
				yield chunk;
				position += chunk.length;
			}
		},
	};
}

/** Part of a body, as a body of its own. */
export function sliced(body: Body, from: number, to: number): Body {
	return { length: to - from, chunks: (start, end) => body.chunks(from + start, from + end) };
}

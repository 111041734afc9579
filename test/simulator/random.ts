/** Numbers from 0 (included) to 1 (excluded); the same seed returns the same sequence. */
export type Random = () => number;

/** The mulberry32 generator: small, fast, and good enough to vary test data. */
export function seededRandom(seed: number): Random {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A string of hexadecimal digits, as keys, ids and tokens are made of. */
export function randomHex(random: Random, digits: number): string {
	return Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
}

import { Heap } from './heap';

/**
 * Lets at most `maxConcurrent` pieces of work run at once; the others start in the order they came.
 *
 * @example const limit = limiter(2); await Promise.all(urls.map((url) => limit(() => fetch(url))));
 */
export function limiter(maxConcurrent: number) {
	const queue = new Heap<() => void>();
	let free = maxConcurrent;

	return async <T>(work: () => Promise<T>): Promise<T> => {
		if (free > 0) free -= 1;
		else await new Promise<void>((resolve) => queue.push(0, resolve));
		try {
			return await work();
		} finally {
			const next = queue.pop();
			if (next) next();
			else free += 1;
		}
	};
}

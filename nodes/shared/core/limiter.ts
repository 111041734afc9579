/**
 * Lets at most `places` pieces of work run at once; the others go in the order they came.
 *
 * @example const few = limiter(2); await Promise.all(urls.map((url) => few(() => fetch(url))));
 */
export function limiter(places: number) {
	const waiting: Array<() => void> = [];
	let free = places;

	return async <T>(work: () => Promise<T>): Promise<T> => {
		if (free > 0) free -= 1;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else free += 1;
		}
	};
}

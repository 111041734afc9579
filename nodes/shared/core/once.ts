/** The work for `key`, started by the first caller. */
export async function once<T>(started: Map<string, Promise<T>>, key: string, work: () => Promise<T>): Promise<T> {
	const known = started.get(key) ?? work();
	started.set(key, known);
	return await known;
}

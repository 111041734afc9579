/** The work for `key`, started by the first caller. */
export async function once<Key, T>(started: Map<Key, Promise<T>>, key: Key, work: () => Promise<T>): Promise<T> {
	const known = started.get(key) ?? work();
	started.set(key, known);
	return await known;
}

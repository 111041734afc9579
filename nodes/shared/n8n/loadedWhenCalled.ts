/**
 * A method of the editor whose code is loaded when it is first called: n8n loads every node at its start.
 * @example searchProjects: loadedWhenCalled(async () => (await import('../shared/n8n/listSearch')).searchProjects)
 */
export function loadedWhenCalled<Context, Parameters extends unknown[], Result>(
	load: () => Promise<(this: Context, ...parameters: Parameters) => Promise<Result>>,
): (this: Context, ...parameters: Parameters) => Promise<Result> {
	return async function (this: Context, ...parameters: Parameters) {
		const method = await load();
		return await method.apply(this, parameters);
	};
}

import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Api, Choice, Endpoint } from '../../shared/core/api';
import { withNodeErrors } from '../../shared/n8n/nodeErrors';
import { n8nRuntime } from '../../shared/n8n/runtime';
import { openSession } from '../../shared/n8n/session';

/** Entries shown at a time. */
const PAGE_SIZE = 50;

export async function searchProjects(this: ILoadOptionsFunctions, filter?: string, page?: string) {
	return await search(this, (api) => api.projects(), filter, page);
}

export async function searchWorkspaces(this: ILoadOptionsFunctions, filter?: string, page?: string) {
	return await search(this, (api) => api.workspaces(), filter, page);
}

/** AI Studios documents no filter and no pages for its lists, so both are made here. */
async function search(
	context: ILoadOptionsFunctions,
	listOf: (api: Api) => Endpoint<Choice[]>,
	filter = '',
	page = '0',
): Promise<INodeListSearchResult> {
	return await withNodeErrors(context, async () => {
		const { client } = await openSession(context, n8nRuntime);
		const choices = await client.read(listOf(client.api));
		const wanted = filter.trim().toLowerCase();
		const found = choices.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
		const start = Number(page) || 0;
		const results = found.slice(start, start + PAGE_SIZE).map(({ name, value, note }) => ({ name: note ? `${name} (${note})` : name, value }));
		return { results, ...(found.length > start + PAGE_SIZE ? { paginationToken: String(start + PAGE_SIZE) } : {}) };
	});
}

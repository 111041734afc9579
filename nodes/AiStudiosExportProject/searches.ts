import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { ApiRequest, Choice, Contract } from '../shared/core/contract';
import { AiStudiosError } from '../shared/core/errors';
import type { JsonObject } from '../shared/core/json';
import { readingError } from '../shared/core/requests/troubles';
import { connect } from '../shared/n8n/connect';
import { guarded } from '../shared/n8n/toNodeError';

/** Entries a list shows at a time. */
const PAGE = 50;

type Lists = NonNullable<Contract['lists']>;

export async function searchProjects(this: ILoadOptionsFunctions, filter?: string, page?: string) {
	return await search(this, 'projects', ({ projects, readProjects }) => [projects, readProjects], filter, page);
}

export async function searchWorkspaces(this: ILoadOptionsFunctions, filter?: string, page?: string) {
	return await search(this, 'workspaces', ({ workspaces, readWorkspaces }) => [workspaces, readWorkspaces], filter, page);
}

/** AI Studios documents no filter and no pages for its lists, so both are made here. */
async function search(
	context: ILoadOptionsFunctions,
	what: string,
	listIn: (lists: Lists) => [ApiRequest, (envelope: JsonObject) => Choice[]],
	filter = '',
	page = '0',
): Promise<INodeListSearchResult> {
	return await guarded(context, async () => {
		const { client, secrets } = await connect(context);
		const { lists } = client.contract;
		if (!lists) {
			throw new AiStudiosError('input', `API version 2 cannot list ${what}`, 'Choose By URL, By ID or By Name instead.');
		}
		const [request, read] = listIn(lists);
		const verdict = await client.read(request);
		if (!verdict.ok) throw readingError(verdict, client.contract, { what: `the list of ${what}`, secrets });
		const wanted = filter.trim().toLowerCase();
		const found = read(verdict.envelope).filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
		const start = Number(page) || 0;
		const results = found.slice(start, start + PAGE).map(({ name, value, note }) => ({ name: note ? `${name} (${note})` : name, value }));
		return { results, ...(found.length > start + PAGE ? { paginationToken: String(start + PAGE) } : {}) };
	});
}

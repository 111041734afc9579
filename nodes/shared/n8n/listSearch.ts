import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Choice, TemplateFilter } from '../core/api';
import type { Client } from '../core/http/client';
import { withNodeErrors } from './nodeErrors';
import { n8nRuntime } from './runtime';
import { openSession } from './session';

/** Entries shown at a time. */
const PAGE_SIZE = 50;

export async function searchProjects(this: ILoadOptionsFunctions, filter?: string, page?: string) {
	return await search(this, async (client) => await client.read(client.api.projects()), filter, page);
}

export async function searchWorkspaces(this: ILoadOptionsFunctions, filter?: string, page?: string) {
	return await search(this, async (client) => await client.read(client.api.workspaces()), filter, page);
}

/** The avatars that can wear clothes and speak. */
export async function searchAvatars(this: ILoadOptionsFunctions, filter?: string, page?: string) {
	return await search(this, async (client) => await client.read(client.api.avatars()), filter, page);
}

/** What the selected avatar can wear; before one is selected, what each of them can. */
export async function searchClothes(this: ILoadOptionsFunctions, filter?: string, page?: string) {
	const selected = (this.getCurrentNodeParameter('avatar') as { value?: unknown } | undefined)?.value;
	const clothesOf = async (client: Client) => {
		const avatars = await client.read(client.api.avatars());
		const [avatar] = avatars.filter(({ value }) => value === selected);
		return avatar?.clothes ?? avatars.flatMap(({ name, clothes }) => clothes.map((choice) => ({ ...choice, note: name })));
	};
	return await search(this, clothesOf, filter, page);
}

/** The avatars that AI Studios takes for the videos it makes. */
export async function searchVideoAvatars(this: ILoadOptionsFunctions, filter?: string, page?: string) {
	return await search(this, async (client) => await client.read(client.api.avatarNames()), filter, page);
}

/** Documents have templates of their own, and no social ones. Page "Retrieve automation templates", 2026-05. */
const CATEGORIES: Array<Pick<TemplateFilter, 'category' | 'forDocuments'>> = [{ category: 'business' }, { category: 'education' }, { category: 'social' }];
const DOCUMENT_CATEGORIES: typeof CATEGORIES = CATEGORIES.slice(0, 2).flatMap((filter) => [filter, { ...filter, forDocuments: true }]);
const ORIENTATIONS = [['landscape', 'web'], ['portrait', 'mobile']] as const;

/** All templates that suit the operation, whatever their category and orientation. */
export async function searchTemplates(this: ILoadOptionsFunctions, filter?: string, page?: string) {
	const categories = this.getCurrentNodeParameter('operation') === 'createFromDocument' ? DOCUMENT_CATEGORIES : CATEGORIES;
	const kinds = categories.flatMap((kind) => ORIENTATIONS.map(([shape, orientation]) => ({ shape, kind: { ...kind, orientation } })));
	const listOf = async (client: Client) =>
		await Promise.all(kinds.map(async ({ shape, kind }) => (await client.read(client.api.templates(kind))).map((template) => ({ ...template, note: noteOf(shape, kind) }))));
	return await search(this, async (client) => (await listOf(client)).flat(), filter, page);
}

function noteOf(shape: string, { category, forDocuments }: TemplateFilter): string {
	return [category, shape, ...(forDocuments ? ['shows the document'] : [])].join(', ');
}

/** AI Studios documents no filter and no pages for its lists, so both are made here. */
async function search(
	context: ILoadOptionsFunctions,
	choicesFrom: (client: Client) => Promise<Choice[]>,
	filter = '',
	page = '0',
): Promise<INodeListSearchResult> {
	return await withNodeErrors(context, async () => {
		const { client } = await openSession(context, n8nRuntime);
		const choices = await choicesFrom(client);
		const wanted = filter.trim().toLowerCase();
		const found = choices.filter(({ name, value, note = '' }) => `${name} ${value} ${note}`.toLowerCase().includes(wanted));
		const start = Number(page) || 0;
		const results = found.slice(start, start + PAGE_SIZE).map(({ name, value, note }) => ({ name: note ? `${name} (${note})` : name, value }));
		return { results, ...(found.length > start + PAGE_SIZE ? { paginationToken: String(start + PAGE_SIZE) } : {}) };
	});
}

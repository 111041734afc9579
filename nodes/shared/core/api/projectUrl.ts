import { AiStudiosError } from '../errors';

const ID_PARAMETERS = ['id', 'projectId', 'project_id', 'key'];

/** A path segment that may be an ID: long enough and with a digit, unlike the words beside it. */
const ID_PATTERN = /^(?=.*\d)[\w-]{6,}$/;

/**
 * The project ID in an address copied from the browser: v2 `…/edit.news?id=…`, v3 editor addresses
 * with the ID as a parameter or as the last part of the path, also behind a `#`.
 * @throws AiStudiosError (input) when it contains none
 */
export function projectIdInUrl(address: string): string {
	for (const { searchParams, pathname } of addressesIn(address.trim())) {
		const named = ID_PARAMETERS.map((name) => searchParams.get(name)).find(Boolean);
		const id = named ?? pathname.split('/').findLast((part) => ID_PATTERN.test(part));
		if (id) return id;
	}
	throw new AiStudiosError(
		'input',
		'This address contains no project ID',
		'Open the project in the AI Studios editor and copy the whole address from the browser, or choose By ID.',
	);
}

/** The address, after the one that single-page editors keep behind its `#`: that one is more precise. */
function addressesIn(address: string): URL[] {
	if (!URL.canParse(address)) return [];
	const url = new URL(address);
	const route = url.hash.replace(/^#!?/, '');
	return route.startsWith('/') && URL.canParse(route, url.origin) ? [new URL(route, url.origin), url] : [url];
}

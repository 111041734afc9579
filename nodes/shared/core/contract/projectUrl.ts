import { AiStudiosError } from '../errors';

const PARAMETERS = ['id', 'projectId', 'project_id', 'key'];

/** A part of a path that may be an ID: long enough, and with a digit, unlike the words beside it. */
const LIKE_AN_ID = /^(?=.*\d)[\w-]{6,}$/;

/**
 * The project in an address copied from the browser: v2 `…/edit.news?id=…`, v3 editor addresses
 * with the ID as a parameter or as the last part of the path, also behind a `#`.
 * @throws AiStudiosError (input) when there is none in it
 */
export function projectIdInUrl(address: string): string {
	for (const { searchParams, pathname } of addressesIn(address.trim())) {
		const named = PARAMETERS.map((name) => searchParams.get(name)).find(Boolean);
		const id = named ?? pathname.split('/').findLast((part) => LIKE_AN_ID.test(part));
		if (id) return id;
	}
	throw new AiStudiosError(
		'input',
		'No project ID can be seen in this address',
		'Open the project in the AI Studios editor and copy the whole address from the browser, or choose By ID.',
	);
}

/** The address, and the one that some editors keep behind its `#`; that one is the more precise. */
function addressesIn(address: string): URL[] {
	if (!URL.canParse(address)) return [];
	const url = new URL(address);
	const route = url.hash.replace(/^#!?/, '');
	return route.startsWith('/') && URL.canParse(route, url.origin) ? [new URL(route, url.origin), url] : [url];
}

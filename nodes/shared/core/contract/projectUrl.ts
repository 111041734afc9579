import { AiStudiosError } from '../errors';

const PARAMETERS = ['id', 'projectId', 'project_id', 'key'];

/**
 * The project in an address copied from the browser: v2 `…/edit.news?id=…`, v3 editor addresses
 * with the ID as a parameter or as the last part of the path.
 * @throws AiStudiosError (input) when there is none in it
 */
export function projectIdInUrl(address: string): string {
	if (URL.canParse(address)) {
		const { searchParams, pathname, hash } = new URL(address);
		const named = PARAMETERS.map((name) => searchParams.get(name)).find(Boolean);
		const parts = `${pathname}/${hash.replace(/^#/, '')}`.split('/');
		const last = parts.findLast((part) => /^(?=.*\d)[\w-]{6,}$/.test(part));
		if (named ?? last) return named ?? last ?? '';
	}
	throw new AiStudiosError(
		'input',
		'No project ID can be seen in this address',
		'Open the project in the AI Studios editor and copy the whole address from the browser, or choose By ID.',
	);
}

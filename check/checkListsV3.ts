import type { Choice } from '../nodes/shared/core/api';
import type { JsonObject } from '../nodes/shared/core/json';
import { successWith } from './lines';
import type { Session } from './session';
import { either, fields, isJsonObject, listOf, orNull, text, type Shape } from './shape';

/* Expectations from the pages of "AI Studios V3", 2026-05. */

const LABEL = fields({ ko: text, en: text });
const CLOTHES = fields({ id: text, label: LABEL, thumbnail: text });
const AVATAR = fields({ id: text, label: LABEL, thumbnail: text, clothes: listOf(CLOTHES) });
const PROJECT = fields({ id: text, name: text, state: text, download_url: orNull(text) });
const WORKSPACE = fields({ workspaceId: text, workspaceName: text });
const MODEL = fields({ id: text, label: text, avatarType: text });
const TEMPLATE = fields({ id: text, name: text, thumbnailUrl: text });

/** A list whose place in the response is not documented: it is `data`, or in it under its name. */
const listUnder = (name: string, entry: Shape): Shape => successWith(either(listOf(entry), fields({ [name]: listOf(entry) })));

export interface ListedProject {
	id: string;
	isFinished: boolean;
}

/** @returns the projects, undefined when there is no list of them */
export async function checkListsV3(session: Session): Promise<ListedProject[] | undefined> {
	const { api } = session.service;
	const { envelope } = await session.check({
		name: 'List of projects',
		page: 'Get projects',
		endpoint: api.projects(),
		expected: { success: listUnder('projects', PROJECT) },
		missing: missingIn('projects'),
	});
	await session.check({
		name: 'List of avatars',
		page: 'Get Model List',
		endpoint: api.avatars(),
		expected: { success: successWith(fields({ models: listOf(AVATAR) })) },
		missing: missingIn('models'),
	});
	await session.check({
		name: 'Short list of avatars',
		page: 'Retrieve models',
		endpoint: api.avatarNames(),
		expected: { success: listUnder('models', MODEL) },
		missing: missingIn('models'),
	});
	await session.check({
		name: 'List of templates',
		page: 'Retrieve automation templates',
		endpoint: api.templates({ category: 'business' }),
		expected: { success: listUnder('templates', TEMPLATE) },
		missing: missingIn('templates'),
	});
	await session.check({
		name: 'List of workspaces',
		page: 'Get Workspaces',
		endpoint: api.workspaces(),
		expected: { success: listUnder('workspaces', WORKSPACE) },
		missing: missingIn('workspaces'),
	});
	return envelope && projectsIn(envelope);
}

/** The projects in the text of a response; undefined when there is no list of them. */
export function listedProjects(response: string): ListedProject[] | undefined {
	try {
		return projectsIn(JSON.parse(response) as JsonObject);
	} catch {
		return undefined;
	}
}

function projectsIn(envelope: JsonObject): ListedProject[] | undefined {
	return entriesIn(envelope, 'projects')
		?.filter(isJsonObject)
		.flatMap(({ id, download_url: url }) => (typeof id === 'string' ? [{ id, isFinished: typeof url === 'string' && url !== '' }] : []));
}

/** The nodes must offer as many entries as there are. */
function missingIn(name: string): (choices: Choice[], envelope: JsonObject) => string | undefined {
	return (choices, envelope) => {
		const entries = entriesIn(envelope, name);
		if (entries === undefined) return 'a list';
		return choices.length === entries.length ? undefined : 'all entries';
	};
}

function entriesIn({ data }: JsonObject, name: string): unknown[] | undefined {
	const inner = isJsonObject(data) ? data[name] : data;
	return Array.isArray(inner) ? inner : undefined;
}

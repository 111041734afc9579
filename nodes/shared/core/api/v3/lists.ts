import { objectAt, textAt, type JsonObject } from '../../json';
import type { Choice, Endpoints } from '../types';
import { choice, entriesOf, filledFields, PREFIX } from './conventions';

/** What there is to choose from. */
export const lists = {
	/** Page "Get Workspaces", 2026-05. */
	workspaces: () => ({
		method: 'GET',
		path: `${PREFIX}/dropdown/workspaces`,
		subject: 'the list of workspaces',
		parse: (envelope) =>
			entriesOf(envelope, 'workspaces').flatMap((workspace) => choice(textAt(workspace, 'workspaceId'), textAt(workspace, 'workspaceName'))),
	}),

	/** Page "Get Model List", 2026-05. */
	avatars: () => ({
		method: 'GET',
		path: `${PREFIX}/model`,
		subject: 'the list of avatars',
		parse: (envelope) =>
			entriesOf(envelope, 'models').flatMap((model) =>
				labelledChoice(model).map((avatar) => ({ ...avatar, clothes: entriesOf(model, 'clothes').flatMap(labelledChoice), details: model })),
			),
	}),

	/** Page "Retrieve models", 2026-05: the avatars that the video tools take, without their clothes. */
	avatarNames: () => ({
		method: 'GET',
		path: `${PREFIX}/dropdown/models`,
		subject: 'the list of avatars',
		parse: (envelope) =>
			entriesOf(envelope, 'models').flatMap((model) => choice(textAt(model, 'id'), textAt(model, 'label'), textAt(model, 'avatarType'))),
	}),

	/**
	 * Page "Retrieve automation templates", 2026-05. Its table does not say whether the parameters belong in the
	 * query or in the body, and its samples show both: they are sent in both.
	 */
	templates: (filter) => {
		const fields = filledFields(filter, { category: 'category', orientation: 'orientation', forDocuments: 'fileBackground' });
		return {
			method: 'POST',
			path: `${PREFIX}/dropdown/templates_automation?${new URLSearchParams(fields as Record<string, string>).toString()}`,
			body: fields,
			subject: 'the list of templates',
			parse: (envelope) => entriesOf(envelope, 'templates').flatMap((template) => choice(textAt(template, 'id'), textAt(template, 'name'))),
		};
	},
} satisfies Partial<Endpoints>;

function labelledChoice(entry: JsonObject): Choice[] {
	return choice(textAt(entry, 'id'), textAt(objectAt(entry, 'label'), 'en', 'ko'));
}

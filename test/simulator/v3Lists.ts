import { listResponse } from './listResponse';
import { AUTOMATION_TEMPLATES, AVATARS, BUSINESS_TEMPLATES, DROPDOWN_MODELS, WORKSPACES } from './samples/catalogue';
import { ifPresent, requireOneOf, type Fields } from './validate/fields';
import type { ApiCall } from './endpoint';
import type { SimulatorState } from './state';

/* The handlers of the v3 endpoints that list what there is to choose from. */

export function avatars(): object {
	return { success: true, data: { models: AVATARS } };
}

export function avatarNames(_call: ApiCall, state: SimulatorState): object {
	return listResponse(DROPDOWN_MODELS, 'models', state);
}

export function workspaces(_call: ApiCall, state: SimulatorState): object {
	return listResponse(WORKSPACES, 'workspaces', state);
}

export function businessTemplates(_call: ApiCall, state: SimulatorState): object {
	return listResponse(BUSINESS_TEMPLATES, 'templates', state);
}

/** The parameters may be in the query or in the body: the vendor's samples show both. */
export function templates({ query, body }: ApiCall, state: SimulatorState): object {
	const filter: Fields = { ...Object.fromEntries(query), ...(body as Fields | undefined) };
	const category = requireOneOf(filter, 'category', ['social', 'business', 'education'], 'The request');
	ifPresent(filter, 'orientation', () => requireOneOf(filter, 'orientation', ['web', 'mobile'], 'The request'));
	const forDocuments = String(filter.fileBackground ?? 'false');
	requireOneOf({ forDocuments }, 'forDocuments', ['true', 'false'], 'The request');
	const { orientation = 'web' } = filter;
	const matching = AUTOMATION_TEMPLATES.filter((template) => template.category === category && template.orientation === orientation && String(template.fileBackground) === forDocuments);
	return listResponse(matching.map(({ id, name, thumbnailUrl }) => ({ id, name, thumbnailUrl })), 'templates', state);
}

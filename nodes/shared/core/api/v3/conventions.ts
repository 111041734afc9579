import { isObject, objectAt, textAt, type JsonObject } from '../../json';
import type { Choice, CreatedProject, ExportSettings } from '../types';

export const PREFIX = '/api/odin/v3';

/** The body's field of each setting. */
const SETTING_FIELDS: Record<keyof ExportSettings, string> = {
	name: 'name',
	orientation: 'orientation',
	resolution: 'resolution',
	workspaceId: 'workspaceId',
	webhookUrl: 'webhookUrl',
};

export function acceptsSetting(setting: keyof ExportSettings): boolean {
	return setting in SETTING_FIELDS;
}

export function settingFields(settings: ExportSettings): JsonObject {
	return filledFields(settings, SETTING_FIELDS);
}

/** What is set, under the names that the API has for it; an empty text counts as not set, `false` and 0 as set. */
export function filledFields<Values extends object>(values: Values, names: Record<keyof Values, string>): JsonObject {
	const keys = Object.keys(names) as Array<keyof Values>;
	return Object.fromEntries(keys.flatMap((key) => (values[key] === undefined || values[key] === '' ? [] : [[names[key], values[key]]])));
}

export function createdProject(envelope: JsonObject): CreatedProject {
	return { projectKey: textAt(objectAt(envelope, 'data'), 'projectId') };
}

/** The list in a response: `data` itself, `data.<name>`, or `<name>`; the vendor shows several shapes. */
export function entriesOf(envelope: JsonObject, name: string): JsonObject[] {
	const places = [envelope[name], envelope.data, objectAt(envelope, 'data')[name]];
	const list = places.find(Array.isArray) as unknown[] | undefined;
	return (list ?? []).filter(isObject);
}

export function choice(value: string | undefined, name: string | undefined, note?: string): Choice[] {
	return value === undefined ? [] : [{ name: name ?? value, value, ...(note === undefined ? {} : { note }) }];
}

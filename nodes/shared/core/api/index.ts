import type { Api, ExportSettings, Generation } from './types';
import { v2 } from './v2';
import { v3 } from './v3';

const APIS: Record<Generation, Api> = { v2, v3 };

export function apiOf(generation: Generation): Api {
	return APIS[generation];
}

/** The other generation, for hints about a credential or template of the wrong one. */
export function otherApi(generation: Generation): Api {
	return APIS[generation === 'v2' ? 'v3' : 'v2'];
}

/** "Sent with API version 3 only." when not every generation takes the setting, else nothing. */
export function settingNote(setting: keyof ExportSettings): string {
	const accepting = Object.values(APIS).filter((api) => api.acceptsSetting(setting));
	return accepting.length === Object.keys(APIS).length ? '' : `Sent with ${accepting.map(({ label }) => label).join(' and ')} only.`;
}

/** For the descriptions of parameters that one generation does not have. */
export const NEEDS_V2 = `Needs ${v2.label}`;
export const NEEDS_V3 = `Needs ${v3.label}`;

export type { V2EndpointName } from './v2';
export type { V3EndpointName } from './v3';
export type * from './types';

import type { Api, Endpoint, ExportedProject, RenderProgress } from '../nodes/shared/core/api';
import type { JsonObject } from '../nodes/shared/core/json';
import type { Line } from './line';
import { exactly, fields, type Shape } from './shape';

/* What the checks of both API versions share. */

/** No project has this key or name. */
export const UNKNOWN_PROJECT = 'n8n-nodes-aistudios-check';

/** An envelope with `data`. */
export const successWith = (data: Shape): Shape => fields({ success: exactly(true), data });

/**
 * The documentation says nothing about an unknown project. A status of 5xx would make the nodes wait for a
 * service that is unavailable.
 */
export function unknownProject<T>(name: string, endpoint: Endpoint<T>): Line<T> {
	return { name, endpoint, expected: { rejection: { statuses: [200, 400, 404], reasons: ['notFound'] } } };
}

/** The documentation says nothing about a wrong API key, App ID or User Key. */
export function wrongCredential<T>(name: string, endpoint: Endpoint<T>, authorization: string): Line<T> {
	return { name, endpoint, authorization, expected: { rejection: { statuses: [200, 401, 403], reasons: ['credentials'] } } };
}

/**
 * The scenes of an export that cannot be rendered. A number has no scene in it, is no iterable, and is not
 * taken for "missing": an empty list or no list could be replaced with the default template of version 3.
 */
const NO_SCENES = 1;

/** An export that must be rejected. A version that has drafts is told to make no more than one. */
export function exportWithoutScenes({ exportProject, generation }: Api): Line<ExportedProject> {
	return {
		name: 'Export without scenes',
		endpoint: exportProject({ scenes: NO_SCENES }, {}, { draftOnly: generation === 'v3' }),
		expected: { rejection: { statuses: [200, 400, 422], reasons: ['rejected', 'notFound'] } },
	};
}

/** What the nodes need of a progress. */
export function missingInProgress({ progress }: RenderProgress, envelope: JsonObject): string | undefined {
	const { data } = envelope;
	const sent = typeof data === 'object' && data !== null && 'progress' in data ? Number(data.progress) : Number.NaN;
	return Number.isFinite(sent) && Math.abs(sent - progress) < 0.01 ? undefined : 'the progress';
}

export function missingInProject({ scenes }: JsonObject): string | undefined {
	return Array.isArray(scenes) ? undefined : 'the scenes';
}

export function missingInExport({ projectKey }: ExportedProject): string | undefined {
	return projectKey === undefined ? 'the project key' : undefined;
}

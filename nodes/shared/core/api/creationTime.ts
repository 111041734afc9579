import { SECOND_MS } from '../duration';

/** Before this there was no AI Studios. */
const EARLIEST_MS = Date.UTC(2015, 0, 1);

/**
 * When a project was made, in milliseconds since 1970: its key is an ObjectId (page "Export project", 2026-05), and
 * the first eight digits of one are seconds. Undefined for a key that does not look like that.
 */
export function creationTimeMs(projectKey: string, now: number): number | undefined {
	if (!/^[0-9a-f]{24}$/i.test(projectKey)) return undefined;
	const time = Number.parseInt(projectKey.slice(0, 8), 16) * SECOND_MS;
	return time >= EARLIEST_MS && time <= now ? time : undefined;
}

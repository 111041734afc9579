import type { TranslatedVideo } from '../api';
import { MINUTE_MS, SECOND_MS } from '../duration';
import { AiStudiosError, settle } from '../errors';
import type { Client } from '../http/client';
import type { PollSchedule } from './pollSchedule';

const POLL_INTERVAL_MS = 2 * SECOND_MS;
/** For the projects of a translation to appear, not for their renders. */
const MAX_WAIT_MS = 5 * MINUTE_MS;

/**
 * The videos of a translation that was just accepted, when there is one for each language. How long that
 * takes is not documented: after five minutes it returns those that are there, even if some are missing.
 * @param schedule of all translations of a run, which share its polls a second
 * @throws AiStudiosError naming the folder ID, when there is none or they cannot be read
 */
export async function listNewTranslation(folderId: string, languages: number, client: Client, schedule: PollSchedule): Promise<TranslatedVideo[]> {
	const deadline = client.clock.now() + MAX_WAIT_MS;
	for (let delayMs = 0; ; delayMs = POLL_INTERVAL_MS) {
		await schedule.turn(() => delayMs);
		const listed = await settle(async () => await client.read(client.api.translation(folderId)));
		if (listed.ok && listed.value.length >= languages) return listed.value;
		if (!listed.ok && !mayAppear(listed.error)) throw notListed(folderId, listed.error);
		if (client.clock.now() + POLL_INTERVAL_MS > deadline) {
			if (listed.ok && listed.value.length > 0) return listed.value;
			throw notListed(folderId, listed.ok ? undefined : listed.error);
		}
	}
}

/** At first a new folder may be unknown. */
function mayAppear({ code }: AiStudiosError): boolean {
	return code === 'notFound' || code === 'rejected';
}

function notListed(folderId: string, reason?: AiStudiosError): AiStudiosError {
	const why = reason ? `cannot be read: ${reason.message}` : 'has no videos yet';
	return new AiStudiosError(
		reason?.code ?? 'timeout',
		`Translation ${folderId} was accepted, but ${why}`,
		`It is paid for and was not sent again. Use Translation: Get with the folder ID ${folderId} to get its videos later.`,
		{ folderId },
		reason?.httpStatus,
	);
}

import { audioOf } from '../../shared/core/download/mediaFile';
import { AiStudiosError } from '../../shared/core/errors';
import { limiter } from '../../shared/core/limiter';
import { once } from '../../shared/core/once';
import { waitForSpeech } from '../../shared/core/wait/speech';
import { newWaitBatch } from '../../shared/core/wait/waitForRender';
import { FileStore, type StoredFile } from '../../shared/n8n/fileStore';
import type { PaidResult } from '../../shared/n8n/payment/paymentMemory';
import type { Run } from '../run';

const MAX_CONCURRENT_DOWNLOADS = 2;

/**
 * Gets the audio of speeches that are paid for: waits for it where it comes later, and downloads it. What several
 * items share is waited for and downloaded once.
 * @returns a function that throws AiStudiosError, which says that the audio is paid for, and not where it is: its URL
 * is signed
 */
export function speechAudio({ context, runtime, session }: Run): (paid: PaidResult, fileName: string) => Promise<{ audioUrl: string; file: StoredFile }> {
	const files = new FileStore(context, runtime, session);
	const limit = limiter(MAX_CONCURRENT_DOWNLOADS);
	const batch = newWaitBatch(session.client, context.getInputData().length);
	const waits = new Map<string, Promise<string>>();
	const downloads = new Map<string, Promise<StoredFile>>();

	return async (paid, fileName) => {
		const { projectKey = '' } = paid;
		const wait = async () => await waitForSpeech(projectKey, session.client, batch);
		const audioUrl = paid.audioUrl ?? (await once(waits, projectKey, wait));
		const download = {
			media: audioOf(paid),
			url: audioUrl,
			fileName: fileName || (paid.fileName ?? ''),
			fallbackName: projectKey || 'speech',
			freshUrl: async () => (projectKey === '' ? urlExpired(paid) : await wait()),
		};
		const file = await once(downloads, JSON.stringify([audioUrl, fileName]), async () => await limit(async () => await files.store(download)));
		return { audioUrl, file };
	};
}

function urlExpired(paid: PaidResult): never {
	const { subject, context } = audioOf(paid);
	throw new AiStudiosError(
		'download',
		`The download URL of ${subject} expired, and AI Studios returns it only once`,
		'The audio is paid for: check in AI Studios whether it can be downloaded there. Only a new execution creates it again, which costs money again.',
		context,
	);
}

import { listCapped } from '../../shared/core/rows';
import { listNewTranslation } from '../../shared/core/wait/listTranslation';
import { PollSchedule } from '../../shared/core/wait/pollSchedule';
import { paidRequest } from '../../shared/n8n/payment/paidRequest';
import { paidOperation, previewOf, type PaidItem } from './paidOperation';
import { translatedVideos } from './translatedVideos';
import { readTranslationSettings, readTranslationSource } from './translationSource';

interface Translation extends PaidItem {
	languages: string[];
}

/** Folder IDs in a hint. */
const MAX_LISTED = 10;

/** Dubs a video into other languages, and waits until there is a project for each. */
export const createTranslation = paidOperation<Translation>(({ session: { client } }) => {
	const incomplete = new Set<string>();
	const schedule = new PollSchedule(client.clock);
	return {
		async prepare(item, options) {
			const source = await readTranslationSource(item);
			const endpoint = client.api.createTranslation(source, readTranslationSettings(item.parameters));
			return { request: paidRequest(endpoint, options), preview: previewOf(endpoint), languages: source.targets.map(({ language }) => language) };
		},
		async pay({ request, languages }, index, queue) {
			const { folderId = '', ...result } = await queue.pay(request, index);
			const videos = await listNewTranslation(folderId, languages.length, client, schedule);
			if (videos.length < languages.length) incomplete.add(folderId);
			return { folderId, ...result, outputs: translatedVideos(folderId, videos, languages, result) };
		},
		hint: () => (incomplete.size > 0 ? incompleteHint([...incomplete]) : undefined),
	};
});

function incompleteHint(folderIds: string[]): string {
	return `AI Studios has not listed a video for each language yet. Use Translation: Get later with the folder ID: ${listCapped(folderIds, MAX_LISTED)}.`;
}

import type { IBinaryData, IDataObject } from 'n8n-workflow';
import type { WaitResult } from '../shared/core/wait/renderWait';
import { renderJson } from '../shared/n8n/items';
import type { ItemSettings } from './itemSettings';

/** A video in n8n's binary data. */
export interface StoredVideo {
	binary: IBinaryData;
	fileName: string;
	/** Bytes. */
	fileSize: number;
	mimeType: string;
	/** How often its download was resumed. */
	resumed: number;
}

/** What became of one item that did not fail. */
export interface ItemResult {
	settings: ItemSettings;
	wait: WaitResult;
	video?: StoredVideo;
}

export function itemJson({ settings, wait, video }: ItemResult): IDataObject {
	const file = video && { fileName: video.fileName, fileSize: video.fileSize, mimeType: video.mimeType };
	return {
		...renderJson(settings.projectKey, wait.render),
		...file,
		polls: wait.polls,
		waitedSeconds: Math.round(wait.waitedMs / 100) / 10,
		...(wait.timedOut ? { timedOut: true } : {}),
	};
}

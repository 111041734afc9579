import type { IDataObject } from 'n8n-workflow';
import type { WaitResult } from '../shared/core/wait/renderWait';
import { fileJson, type StoredFile } from '../shared/n8n/fileStore';
import { renderJson } from '../shared/n8n/items';
import type { ItemSettings } from './itemSettings';

/** What became of one item that did not fail. */
export interface ItemResult {
	settings: ItemSettings;
	wait: WaitResult;
	video?: StoredFile;
}

export function itemJson({ settings, wait, video }: ItemResult): IDataObject {
	return {
		...renderJson(settings.projectKey, wait.render),
		...(video && fileJson(video)),
		polls: wait.polls,
		waitedSeconds: Math.round(wait.waitedMs / 100) / 10,
		...(wait.timedOut ? { timedOut: true } : {}),
	};
}

import type { IBinaryData, IDataObject } from 'n8n-workflow';
import type { Waited } from '../shared/core/wait/waitForRender';
import { renderJson } from '../shared/n8n/renderJson';
import type { ItemSettings } from './settings';

/** A video in n8n's binary data. */
export interface Stored {
	binary: IBinaryData;
	fileName: string;
	/** Bytes. */
	fileSize: number;
	mimeType: string;
	/** How often its download was taken up again. */
	resumed: number;
}

/** What became of one item that did not fail. */
export interface Fetched {
	settings: ItemSettings;
	waited: Waited;
	stored?: Stored;
}

export function itemJson({ settings, waited, stored }: Fetched): IDataObject {
	const file = stored && { fileName: stored.fileName, fileSize: stored.fileSize, mimeType: stored.mimeType };
	return {
		...renderJson(settings.projectKey, waited.render),
		...file,
		polls: waited.polls,
		waitedSeconds: Math.round(waited.waitedMs / 100) / 10,
		...(waited.timedOut ? { timedOut: true } : {}),
	};
}

import type { JsonObject } from '../json';
import type { Redact } from '../ports';
import { isWebUrl } from '../webUrl';
import { messageIn } from './envelope';
import type { RenderProgress } from './types';

const FAILED_STATE = /fail|error|cancel|reject|abort/i;

/** What a generation's response says about a render. */
export interface RenderFields {
	progress?: number;
	stateName?: string;
	url?: string;
}

/**
 * One meaning out of the three things a response may hold. Complete takes both 100 % and a URL: the
 * vendor's tutorial polls on while the URL is missing. Unknown states mean "still rendering"; they
 * are named when the wait times out.
 */
export function renderProgress({ progress, stateName, url }: RenderFields, envelope: JsonObject, redact: Redact): RenderProgress {
	const percent = Math.min(100, Math.max(0, progress ?? 0));
	const address = url?.trim() ?? '';
	const videoUrl = isWebUrl(address) ? address : null;
	const render = { progress: percent, videoUrl, ...(stateName === undefined ? {} : { stateName: redact(stateName) }) };
	if (stateName === undefined || !FAILED_STATE.test(stateName)) {
		return { ...render, state: percent >= 100 && videoUrl !== null ? 'complete' : 'rendering' };
	}
	const failureReason = messageIn(envelope);
	return { ...render, state: 'failed', ...(failureReason === undefined ? {} : { failureReason: redact(failureReason) }) };
}

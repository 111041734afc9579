import type { RenderProgress } from './types';

const FAILED = /fail|error|cancel|reject|abort/i;

/**
 * One meaning out of the three things an answer may tell. Complete takes both 100 % and a URL: the
 * vendor's tutorial keeps asking while the URL is not there. States it does not know mean
 * "still rendering"; they are named when the wait times out.
 */
export function renderState(
	progress: number | undefined,
	stateName: string | undefined,
	url: string | undefined,
): RenderProgress {
	const percent = Math.min(100, Math.max(0, progress ?? 0));
	const videoUrl = url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null;
	const known = { progress: percent, videoUrl, ...(stateName === undefined ? {} : { stateName }) };
	if (stateName !== undefined && FAILED.test(stateName)) return { ...known, state: 'failed' };
	return { ...known, state: percent >= 100 && videoUrl !== null ? 'complete' : 'rendering' };
}

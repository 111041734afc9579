import type { IDataObject } from 'n8n-workflow';
import type { RenderProgress } from '../core/contract';

/** What both waiting nodes tell of a render. */
export function renderJson(projectKey: string, { progress, state, videoUrl }: RenderProgress): IDataObject {
	return { projectKey, progress, state, isComplete: state === 'complete', videoUrl };
}

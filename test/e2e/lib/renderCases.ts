import type { IDataObject } from 'n8n-workflow';
import type { RequestRecord, Simulator } from '../../simulator';
import { cutBody, noFault } from '../../simulator/faults';

/** What happens to a row's render, by its column `case`. */
type RenderCase = 'video' | 'failed' | 'stalled' | 'cut';

/** A stalled render has stalled so many seconds ago. */
const STALLED_SECONDS_AGO = 30;
const CUT_AFTER_BYTES = 2_000;
const CASES: Record<number, RenderCase> = { 3: 'failed', 7: 'stalled', 11: 'cut' };
const DUPLICATE = 15;

/**
 * Rows of videos, of which the fourth fails, the eighth stalls, the download of the twelfth is cut, and the
 * sixteenth is the third once more.
 */
export function mixedRows(workflow: string, count = 20): IDataObject[] {
	return Array.from({ length: count }, (_, index) => row(workflow, index === DUPLICATE ? 2 : index, CASES[index]));
}

export function plainRows(workflow: string, count: number): IDataObject[] {
	return Array.from({ length: count }, (_, index) => row(workflow, index));
}

function row(workflow: string, index: number, what: RenderCase = 'video'): IDataObject {
	return { 'First name': `${workflow} ${index} ${what}`, image_url: 'https://pictures.example/1.png' };
}

/** The row that an export was made of. */
export function rowOf({ body }: Pick<RequestRecord, 'body'>): { workflow: string; index: number; what: RenderCase } | undefined {
	const [, workflow, index, what] = /Hello ([\w-]+) (\d+) (\w+)!/.exec(JSON.stringify(body)) ?? [];
	return what === undefined ? undefined : { workflow, index: Number(index), what: what as RenderCase };
}

/** Gives the render of an export what its row asks for; the first video of a workflow takes the longest. Call it for every request. */
export function arrangeRender(simulator: Simulator, request: RequestRecord, secondsOf: (workflow: string) => number): void {
	const asked = request.endpoint === 'exportProject' && request.projectKey ? rowOf(request) : undefined;
	const { render } = asked ? simulator.project(String(request.projectKey)) : {};
	if (!asked || !render) return;
	render.seconds = secondsOf(asked.workflow) / (1 + asked.index / 20);
	if (asked.what === 'failed') render.curve = 'failing';
	if (asked.what === 'stalled') Object.assign(render, { curve: 'stalled', seconds: 1, startedAt: render.startedAt - STALLED_SECONDS_AGO * 1_000 });
	// Two nodes download each video.
	if (asked.what === 'cut') simulator.injectFaults('download', [cutBody(CUT_AFTER_BYTES), noFault, cutBody(CUT_AFTER_BYTES), noFault], { projectKey: request.projectKey });
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports -- waits between polls; not shipped */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RenderProgress } from '../nodes/shared/core/api';
import type { JsonObject } from '../nodes/shared/core/json';
import type { Finding } from './finding';
import type { Line } from './line';
import { missingInExport, missingInProgress, missingInProject } from './lines';
import type { Session } from './session';
import type { Shape } from './shape';

const MAX_RENDER_MS = 60 * 60_000;
/** Polls in a row without a progress that the nodes can read, after which the render is not watched any longer. */
const MAX_USELESS_POLLS = 20;

export interface RenderOptions {
	/** What to export; undefined when the project could not be read. */
	template: JsonObject | undefined;
	exported: Shape;
	progress: Shape;
	/** Of the documentation. */
	pages: { exported: string; progress: string };
	pollSeconds: number;
}

/**
 * One export, as Export Project does with a designed project, and all polls of its progress, which are one line.
 * @returns the URL of the video, if the nodes find it
 */
export async function checkRender(session: Session, { template, exported, progress, pages, pollSeconds }: RenderOptions): Promise<string | undefined> {
	const { api, secrets } = session.service;
	if (template === undefined || missingInProject(template) !== undefined) {
		session.skip('Export', 'the project to export could not be read');
		return undefined;
	}
	const { value } = await session.check({
		name: 'Export',
		page: pages.exported,
		endpoint: api.exportProject(template, {}),
		expected: { success: exported },
		missing: missingInExport,
	});
	const name = 'Progress of the render';
	if (value?.projectKey === undefined) {
		session.skip(name, 'the nodes find no project key');
		return undefined;
	}
	secrets.push(value.projectKey);
	const line = { name, page: pages.progress, endpoint: api.progress(value.projectKey), expected: { success: progress }, missing: missingInProgress };
	const { findings, render } = await pollUntilFinished(session, line, pollSeconds);
	session.add(summaryOf(findings, render));
	return render?.videoUrl ?? undefined;
}

async function pollUntilFinished(session: Session, line: Line<RenderProgress>, pollSeconds: number) {
	const findings: Finding[] = [];
	const deadline = Date.now() + MAX_RENDER_MS;
	let render: RenderProgress | undefined;
	for (let useless = 0; useless < MAX_USELESS_POLLS && Date.now() < deadline; ) {
		const { finding, received } = session.findingFor(line, await session.service.send(line.endpoint, session.service.authorization));
		findings.push(finding);
		render = received.value ?? render;
		if (render !== undefined && render.state !== 'rendering') break;
		const hasEnded = render !== undefined && render.progress >= 100;
		useless = finding.isHandled && !hasEnded ? 0 : useless + 1;
		await sleep(pollSeconds * 1_000);
	}
	return { findings, render };
}

/** All polls as one line: every form that came, and every difference once. */
function summaryOf(findings: Finding[], render: RenderProgress | undefined): Finding {
	const isComplete = render?.state === 'complete';
	const unhandled = findings.find(({ isHandled }) => !isHandled);
	const ending = isComplete ? 'find the video' : `do not find the video (state "${render?.state ?? 'unknown'}")`;
	return {
		...findings[0],
		expected: `${findings[0].expected}; at 100 with the URL of the video`,
		came: [...new Set(findings.map(({ came }) => came))].join(', then '),
		differences: [...new Set(findings.flatMap(({ differences }) => differences))],
		isHandled: isComplete && unhandled === undefined,
		nodes: unhandled === undefined ? ending : `${unhandled.nodes}, and ${ending}`,
	};
}

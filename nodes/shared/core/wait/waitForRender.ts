import { MINUTE, SECOND } from '../clock';
import type { RenderProgress } from '../contract';
import { AiStudiosError, type Facts } from '../errors';
import type { JsonObject } from '../json';
import { redact } from '../redact';
import { mayPass, type Client } from '../requests/client';
import { messageIn, type Refusal } from '../requests/judge';
import { backoff } from '../requests/retryAfter';
import { readingError } from '../requests/troubles';
import { nextDelay, type Pacing, type Sample } from './pacing';

export interface WaitSettings {
	/** Milliseconds between two questions, at the least. */
	pollInterval: number;
	pacing: Pacing;
	/** Milliseconds after which the wait ends without the video. */
	timeout: number;
	/** Milliseconds without any movement after which a render counts as stalled; 0 = never. */
	stallTimeout: number;
}

/** How a wait ended that did not fail. */
export interface Waited {
	render: RenderProgress;
	timedOut: boolean;
	polls: number;
	waitedMs: number;
}

/** Polls that may fail in a row, each costing one delay of up to 30 s: about eight minutes of outage. */
const FAILURES_IN_A_ROW = 20;

/** Samples kept for the estimate. */
const SAMPLES = 20;

/**
 * Asks for one project's progress until its video is there, the render has failed, or time is up.
 * A failed poll costs one poll; a good one forgives all before it, but never moves the deadline.
 * @throws AiStudiosError (failed, stalled, or why asking was refused), naming the project key.
 */
export async function waitForRender(
	projectKey: string,
	client: Client,
	settings: WaitSettings,
	secrets: readonly string[],
	seen: (render: RenderProgress) => void = () => {},
): Promise<Waited> {
	const { clock, contract } = client;
	const start = clock.now();
	const deadline = start + settings.timeout;
	const samples: Sample[] = [];
	let render: RenderProgress = { progress: 0, state: 'rendering', videoUrl: null };
	let movedAt = start;
	let failures = 0;

	for (let polls = 1; ; polls += 1) {
		const verdict = await client.once(contract.progress(projectKey), deadline);
		const now = clock.now();
		let delay: number;
		if (verdict.ok) {
			failures = 0;
			const before = render;
			render = contract.rendered(verdict.envelope);
			seen(render);
			if (render.state === 'complete') return { render, timedOut: false, polls, waitedMs: now - start };
			if (render.state === 'failed') throw renderFailed(projectKey, render, verdict.envelope, secrets);
			if (render.progress !== before.progress || render.stateName !== before.stateName) movedAt = now;
			if (settings.stallTimeout > 0 && now - movedAt >= settings.stallTimeout) {
				throw stalled(projectKey, render, now - movedAt);
			}
			samples.push({ at: now, progress: render.progress });
			if (samples.length > SAMPLES) samples.shift();
			delay = nextDelay(samples, settings.pollInterval, settings.pacing, clock.random);
		} else {
			failures += 1;
			if (!mayPass(verdict.reason, failures, FAILURES_IN_A_ROW)) {
				throw pollRefused(projectKey, { ...verdict, tries: failures }, client, secrets, render);
			}
			delay = Math.max(settings.pollInterval, verdict.retryAfter ?? backoff(failures, clock.random));
		}
		if (now >= deadline) return { render, timedOut: true, polls, waitedMs: now - start };
		await clock.sleep(Math.min(delay, deadline - now));
	}
}

/** The error for a wait that ran into its deadline. */
export function timedOut(projectKey: string, { render, waitedMs }: Waited): AiStudiosError {
	const minutes = Math.round((waitedMs / MINUTE) * 10) / 10;
	return new AiStudiosError(
		'timeout',
		`Project ${projectKey} was not finished after ${minutes} minutes (${standing(render)})`,
		'The render goes on at AI Studios and is not lost: run AI Studios Wait and Download again with this project key, or raise Timeout.',
		factsOf(projectKey, render),
	);
}

/** What an item shows of a render when its wait or download went wrong. */
function factsOf(projectKey: string, render: RenderProgress): Facts {
	return { projectKey, progress: render.progress, state: render.state };
}

/** v2 documents no failed state: a render that fails is one whose progress is refused for good. */
function pollRefused(
	projectKey: string,
	refusal: Refusal & { tries: number },
	client: Client,
	secrets: readonly string[],
	render: RenderProgress,
): AiStudiosError {
	const facts = factsOf(projectKey, render);
	if (refusal.reason !== 'refused') {
		return readingError(refusal, client.contract, { what: `the progress of project ${projectKey}`, facts, secrets });
	}
	return new AiStudiosError(
		'failed',
		`AI Studios tells no more progress of project ${projectKey} after ${refusal.tries} tries: ${redact(refusal.why, secrets)}`,
		'Open the project in AI Studios: if its render failed, correct its template or media and export it again; if not, run AI Studios Wait and Download again with this project key.',
		{ ...facts, state: 'failed' },
	);
}

function renderFailed(projectKey: string, render: RenderProgress, envelope: JsonObject, secrets: readonly string[]) {
	const state = redact(render.stateName ?? 'failed', secrets);
	const said = messageIn(envelope);
	const why = said === undefined ? '' : `: ${redact(said, secrets)}`;
	return new AiStudiosError(
		'failed',
		`The render of project ${projectKey} failed (AI Studios calls its state "${state}", at ${render.progress} %)${why}`,
		'Open the project in AI Studios to see why, correct its template or media, and export it again.',
		factsOf(projectKey, render),
	);
}

function stalled(projectKey: string, render: RenderProgress, stoodMs: number): AiStudiosError {
	return new AiStudiosError(
		'stalled',
		`Project ${projectKey} has not moved for ${Math.round(stoodMs / SECOND)} seconds (${standing(render)})`,
		'It may still finish: run AI Studios Wait and Download again with this project key, or raise Stall Timeout.',
		factsOf(projectKey, render),
	);
}

function standing({ progress, stateName }: RenderProgress): string {
	return stateName === undefined ? `at ${progress} %` : `at ${progress} %, state "${redact(stateName)}"`;
}

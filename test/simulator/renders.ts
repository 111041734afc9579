/**
 * Progress of a render by the share of its duration that has passed (0 at the start, 1 at the
 * planned end, more after it): 0 to 100, or the progress at which it failed.
 */
export type ProgressCurve = (share: number) => number | Failure;

export interface Failure {
	failedAt: number;
}

export type CurveName = keyof typeof CURVES;

/** The state of a project. Only `exported` is a name the vendor documents (in v3's list). */
export type RenderState = 'draft' | 'waiting' | 'rendering' | 'exported' | 'failed';

export interface Render {
	/** Simulated milliseconds since 1970. */
	startedAt: number;
	/** Simulated seconds from the start to 100 %. */
	seconds: number;
	curve: CurveName | ProgressCurve;
	/** Simulated seconds at 100 % before the video has a URL. */
	urlDelaySeconds: number;
}

export interface RenderStatus {
	state: RenderState;
	/** 0 to 100, with two decimals. */
	progress: number;
	hasUrl: boolean;
}

const FAILS_AT_SHARE = 0.6;
const STALLS_AT_PERCENT = 42;
const BURSTS = [0, 4, 31, 33, 68, 71, 96];

/** Ways in which the progress of a render can go. */
export const CURVES = {
	linear: (share: number) => 100 * share,
	/** 0 for 40 % of the time (the queue), then linear. */
	queued: (share: number) => (share < 0.4 ? 0 : ((share - 0.4) / 0.6) * 100),
	/** In seven steps. */
	bursts: (share: number) => BURSTS[Math.floor(share * BURSTS.length)] ?? 100,
	/** Quickly to 60, a long pause there, then quickly to the end. */
	plateau: (share: number) => (share < 0.3 ? share * 200 : share < 0.8 ? 60 : 60 + (share - 0.8) * 200),
	/** At 99 for the second half. */
	stuckAt99: (share: number) => (share < 1 ? Math.min(99, share * 198) : 100),
	/** Up to 60, back to 25, then to the end. */
	backwards: (share: number) => (share < 0.4 ? share * 150 : 25 + Math.max(0, share - 0.6) * 187.5),
	/** Fails after 60 % of the time. */
	failing: (share: number): number | Failure =>
		share < FAILS_AT_SHARE ? 100 * share : { failedAt: 100 * FAILS_AT_SHARE },
	/** Stops at 42 for good. */
	stalled: (share: number) => Math.min(STALLS_AT_PERCENT, 100 * share),
};

/** @param now simulated milliseconds since 1970 */
export function renderStatusAt(render: Render | undefined, now: number): RenderStatus {
	if (!render) return { state: 'draft', progress: 0, hasUrl: false };
	const elapsedSeconds = (now - render.startedAt) / 1000;
	const share = render.seconds > 0 ? elapsedSeconds / render.seconds : 1;
	const curve = typeof render.curve === 'function' ? render.curve : CURVES[render.curve];
	const value = curve(share);
	if (typeof value === 'object') return { state: 'failed', progress: twoDecimals(value.failedAt), hasUrl: false };

	const progress = twoDecimals(value);
	const hasUrl = progress === 100 && elapsedSeconds >= render.seconds + render.urlDelaySeconds;
	const state = hasUrl ? 'exported' : progress === 0 ? 'waiting' : 'rendering';
	return { state, progress, hasUrl };
}

function twoDecimals(progress: number): number {
	const clamped = Math.min(100, Math.max(0, progress));
	return clamped === 100 ? 100 : Math.floor(clamped * 100) / 100;
}

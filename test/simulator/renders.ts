/**
 * How a render's progress grows: from the share of its duration that has passed (0 at the start,
 * 1 at the planned end, more after it) to a progress of 0–100, or to the progress at which it failed.
 */
export type ProgressCurve = (share: number) => number | Failure;

export interface Failure {
	failedAt: number;
}

export type ShapeName = keyof typeof SHAPES;

export type Shape = ShapeName | ProgressCurve;

/** What a project is doing. Only `exported` is a name the vendor documents (in v3's list). */
export type RenderState = 'designed' | 'waiting' | 'rendering' | 'exported' | 'failed';

export interface Render {
	/** Simulated milliseconds since 1970. */
	startedAt: number;
	/** Simulated seconds from the start to 100 %. */
	seconds: number;
	shape: Shape;
	/** Simulated seconds at 100 % before a URL is there. */
	urlDelaySeconds: number;
}

export interface RenderReading {
	state: RenderState;
	/** 0–100 with two decimals. */
	progress: number;
	hasUrl: boolean;
}

const FAILS_AT_SHARE = 0.6;
const STALLS_AT_PERCENT = 42;
const BURSTS = [0, 4, 31, 33, 68, 71, 96];

/** The named ways in which a render can go; the first is what one hopes for. */
export const SHAPES = {
	linear: (share: number) => 100 * share,
	/** Nothing for 40 % of the time (the queue), then evenly. */
	queued: (share: number) => (share < 0.4 ? 0 : ((share - 0.4) / 0.6) * 100),
	/** In seven jumps. */
	bursts: (share: number) => BURSTS[Math.floor(share * BURSTS.length)] ?? 100,
	/** Quickly to 60, a long pause there, then quickly to the end. */
	plateau: (share: number) => (share < 0.3 ? share * 200 : share < 0.8 ? 60 : 60 + (share - 0.8) * 200),
	/** At 99 for the second half. */
	stuckAt99: (share: number) => (share < 1 ? Math.min(99, share * 198) : 100),
	/** Up to 60, back to 25, then to the end. */
	backwards: (share: number) => (share < 0.4 ? share * 150 : 25 + Math.max(0, share - 0.6) * 187.5),
	/** Fails when 60 % of the time has passed. */
	failing: (share: number): number | Failure =>
		share < FAILS_AT_SHARE ? 100 * share : { failedAt: 100 * FAILS_AT_SHARE },
	/** Comes to 42 and stays there for ever. */
	stalled: (share: number) => Math.min(STALLS_AT_PERCENT, 100 * share),
};

/** Where a render stands at a moment (simulated milliseconds since 1970). */
export function readRender(render: Render | undefined, now: number): RenderReading {
	if (!render) return { state: 'designed', progress: 0, hasUrl: false };
	const passedSeconds = (now - render.startedAt) / 1000;
	const share = render.seconds > 0 ? passedSeconds / render.seconds : 1;
	const curve = typeof render.shape === 'function' ? render.shape : SHAPES[render.shape];
	const raw = curve(share);
	if (typeof raw === 'object') return { state: 'failed', progress: twoDecimals(raw.failedAt), hasUrl: false };

	const progress = twoDecimals(raw);
	const hasUrl = progress === 100 && passedSeconds >= render.seconds + render.urlDelaySeconds;
	const state = hasUrl ? 'exported' : progress === 0 ? 'waiting' : 'rendering';
	return { state, progress, hasUrl };
}

function twoDecimals(progress: number): number {
	const clamped = Math.min(100, Math.max(0, progress));
	return clamped === 100 ? 100 : Math.floor(clamped * 100) / 100;
}

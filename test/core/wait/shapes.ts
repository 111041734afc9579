import type { Random } from '../../simulator/random';

/** Progress (0–100) by the share of the render's time that has passed (0–1). */
export type Curve = (share: number) => number;

const between = (random: Random, from: number, to: number) => from + (to - from) * random();

/** The ways progress can rise, each a little different every time it is drawn; all end at share 1. */
export const CURVES: Record<string, (random: Random) => Curve> = {
	linear: () => (share) => 100 * share,
	'slow at both ends': () => (share) => 100 * share * share * (3 - 2 * share),
	'faster and faster': (random) => {
		const power = between(random, 1.3, 2.5);
		return (share) => 100 * share ** power;
	},
	'queued, then rendered': (random) => {
		const queue = between(random, 0.1, 0.7);
		return (share) => (100 * Math.max(0, share - queue)) / (1 - queue);
	},
	'in bursts': (random) => {
		const count = 4 + Math.floor(6 * random());
		const sorted = (to: number) => Array.from({ length: count }, () => to * random()).sort((a, b) => a - b);
		const [times, heights] = [sorted(1), sorted(98)];
		return (share) => heights[times.findLastIndex((time) => time <= share)] ?? 0;
	},
	'with a plateau': (random) => {
		const [from, height] = [between(random, 0.1, 0.4), between(random, 20, 80)];
		const to = between(random, from + 0.2, 0.9);
		return (share) =>
			share < from ? (height * share) / from : height + ((100 - height) * Math.max(0, share - to)) / (1 - to);
	},
	'stalled at 99 %': (random) => {
		const from = between(random, 0.4, 0.8);
		return (share) => Math.min(99, (99 * share) / from);
	},
	'backwards once': (random) => {
		const [turn, top, back] = [between(random, 0.2, 0.6), between(random, 40, 90), between(random, 0, 30)];
		return (share) => (share < turn ? (top * share) / turn : back + ((100 - back) * (share - turn)) / (1 - turn));
	},
};

/** More ways, which the pacing of batches was tuned on as well. */
export const BATCH_CURVES: Record<string, (random: Random) => Curve> = {
	'a staircase with random stalls': (random) => {
		const steps = Array.from({ length: 5 + Math.floor(10 * random()) }, () => 0.2 + 3 * random() ** 2);
		const total = steps.reduce((sum, length) => sum + length, 0);
		return (share) => {
			let passed = 0;
			return (100 * steps.filter((length) => (passed += length) <= share * total).length) / steps.length;
		};
	},
	'queued long, then fast': (random) => {
		const queue = between(random, 0.7, 0.95);
		return (share) => (100 * Math.max(0, share - queue)) / (1 - queue);
	},
};

/** Ways that no pacing was tuned on: held out, to see whether it holds. Once a constant is chosen by them, they are that no longer. */
export const HELD_OUT_CURVES: Record<string, (random: Random) => Curve> = {
	'slower and slower': (random) => {
		const power = between(random, 1.5, 3);
		return (share) => 100 * (1 - (1 - share) ** power);
	},
	'with three pauses': (random) => {
		const lengths = Array.from({ length: 7 }, () => between(random, 0.3, 1.7));
		const total = lengths.reduce((sum, length) => sum + length, 0);
		const moving = lengths.filter((_, index) => index % 2 === 0).reduce((sum, length) => sum + length, 0);
		return (share) => {
			let [left, moved] = [share * total, 0];
			for (const [index, length] of lengths.entries()) {
				if (index % 2 === 0) moved += Math.min(length, Math.max(0, left));
				left -= length;
			}
			return (100 * moved) / moving;
		};
	},
};

/** What the API would say: two decimals, and 100 only when the render has ended. */
export function progressOf(curve: Curve, share: number): number {
	return share >= 1 ? 100 : Math.min(99.99, Math.floor(curve(share) * 100) / 100);
}

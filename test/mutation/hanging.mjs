/* A test hangs when nothing is left to happen, or when it goes on for ever; real time says neither on a busy machine. */

/** Turns of the event loop, and real milliseconds, without anything that was to happen in the next turn. */
const IDLE_TURNS = 1_000;
const IDLE_MS = 200;
/** A few times what the longest test takes while every change of the core is built in. */
const MAX_CPU_MS = 15_000;

const nextTurn = globalThis.setImmediate;
let generation = 0;
/** What this generation has asked the next turns for. */
let pending = 0;

/** Whatever an earlier test has left behind ends: its fake clock does not go on. */
export function nextGeneration() {
	generation += 1;
	pending = 0;
}

globalThis.setImmediate = (callback, ...values) => {
	const own = generation;
	pending += 1;
	return nextTurn(() => {
		if (own !== generation) return;
		pending -= 1;
		callback(...values);
	});
};

/**
 * Whether this promise will never settle; false once it has.
 * @param isEndless whether it is known by other means
 */
export async function hangs(promise, isEndless) {
	let isSettled = false;
	const settle = () => (isSettled = true);
	promise.then(settle, settle);
	const cpuBefore = process.cpuUsage();
	let idle = { turns: 0, since: performance.now() };
	while (!isSettled) {
		if (isEndless()) return true;
		await new Promise((resolve) => nextTurn(resolve));
		idle = pending > 0 ? { turns: 0, since: performance.now() } : { ...idle, turns: idle.turns + 1 };
		if (idle.turns > IDLE_TURNS && performance.now() - idle.since > IDLE_MS) return true;
		const { user, system } = process.cpuUsage(cpuBefore);
		if ((user + system) / 1_000 > MAX_CPU_MS) return true;
	}
	return false;
}

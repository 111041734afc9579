interface Listener {
	calls: Set<() => void>;
	callAll(): void;
}

const listeners = new WeakMap<AbortSignal, Listener>();

/**
 * Calls back when `signal` is aborted. However many wait for it, the signal has one listener, and
 * none when nobody does: Node warns of a leak at more than ten.
 * @returns what ends the waiting
 */
export function onAbort(signal: AbortSignal, call: () => void): () => void {
	const { calls, callAll } = listeners.get(signal) ?? listenTo(signal);
	calls.add(call);
	return () => {
		if (!calls.delete(call) || calls.size > 0) return;
		signal.removeEventListener('abort', callAll);
		listeners.delete(signal);
	};
}

function listenTo(signal: AbortSignal): Listener {
	const calls = new Set<() => void>();
	const callAll = () => {
		for (const call of calls) call();
	};
	signal.addEventListener('abort', callAll);
	const listener = { calls, callAll };
	listeners.set(signal, listener);
	return listener;
}

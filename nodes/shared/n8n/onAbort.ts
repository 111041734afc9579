interface Listener {
	callbacks: Set<() => void>;
	callAll(): void;
}

const listeners = new WeakMap<AbortSignal, Listener>();

/**
 * Calls back when `signal` is aborted. However many wait for it, the signal has one listener, and
 * none when nobody does: Node warns of a leak at more than ten.
 * @returns stops listening
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
	const { callbacks, callAll } = listeners.get(signal) ?? listenTo(signal);
	callbacks.add(callback);
	return () => {
		if (!callbacks.delete(callback) || callbacks.size > 0) return;
		signal.removeEventListener('abort', callAll);
		listeners.delete(signal);
	};
}

function listenTo(signal: AbortSignal): Listener {
	const callbacks = new Set<() => void>();
	const callAll = () => {
		for (const callback of callbacks) callback();
	};
	signal.addEventListener('abort', callAll);
	const listener = { callbacks, callAll };
	listeners.set(signal, listener);
	return listener;
}

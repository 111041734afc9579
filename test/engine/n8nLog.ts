/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads what n8n logs; not shipped */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';

interface Winston {
	transports: { Console: { prototype: { log(info: object, callback: () => void): void } } };
}

/** The log of what runs in it, beside other runs. */
export const ownLog = new AsyncLocalStorage<object[]>();

/**
 * Keeps everything that n8n logs, at all levels and with all metadata, instead of printing it: all its
 * loggers write to winston's console transport. Call it before the engine starts.
 * @returns the log, growing; to be emptied at will. It lacks what has an `ownLog`.
 */
export function keepLog(): object[] {
	process.env.N8N_LOG_LEVEL = 'debug';
	process.env.N8N_LOG_OUTPUT = 'console';
	const { resolve } = createRequire(__filename);
	const { transports } = createRequire(resolve('n8n-core'))('winston') as Winston;
	const log: object[] = [];
	transports.Console.prototype.log = (info, callback) => {
		(ownLog.getStore() ?? log).push(info);
		callback();
	};
	return log;
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports -- looks for ports; not shipped */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that Linux (from 32768) and others (from 49152) give to outgoing connections: so that no connection
 * takes the port of an n8n that has not started yet, or that is being restarted.
 */
const [LOWEST, HIGHEST] = [20_000, 32_000];

let latest = randomInt(LOWEST, HIGHEST);

/** Ports of loopback at which nothing listens, each given once by this process. */
export async function freePorts(count: number): Promise<number[]> {
	const ports: number[] = [];
	while (ports.length < count) {
		latest = latest < HIGHEST ? latest + 1 : LOWEST;
		const port = latest;
		if (await isFree(port)) ports.push(port);
	}
	return ports;
}

async function isFree(port: number): Promise<boolean> {
	const server = createServer();
	return await new Promise<boolean>((resolve) => {
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
}

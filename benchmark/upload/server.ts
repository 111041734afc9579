/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a process of its own, so that the server's memory and CPU time are not the client's; not shipped */
import { startSimulator } from '../../test/simulator';
import type { ReceivedForm } from '../../test/simulator/multipart';
import type { Arrived, Server } from './messages';

/** Takes uploads until the parent process disconnects, and tells it of the last whenever it sends a message. */
async function serve() {
	const simulator = await startSimulator({ balance: 1_000_000 });
	const { url, credentials: { appId, userKey } } = simulator;
	process.on('message', () => {
		const { files: [{ bytes, sha256 }] } = simulator.requestsTo('createTranslation').at(-1)?.body as ReceivedForm;
		process.send?.({ bytes, sha256 } satisfies Arrived);
	});
	process.send?.({ url, appId, userKey } satisfies Server);
}

process.once('disconnect', () => process.exit());
void serve();

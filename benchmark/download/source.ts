/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a process of its own, so that the server's memory and time are not those of the client; not shipped */
import { startSimulator } from '../../test/simulator';
import { videoUrlOf } from '../../test/simulator/testing';
import type { Source } from './messages';

const WARM_UP_BYTES = 4 * 1024 * 1024;

/** Serves finished videos of as many bytes as its first argument says, until its parent goes. */
async function serve(fileSize: number) {
	const simulator = await startSimulator();
	const finished = async (size: number) => {
		const { key } = simulator.addProject({ seconds: 0, fileSize: size });
		return { projectKey: key, videoUrl: await videoUrlOf(simulator, key) };
	};
	const source: Source = {
		url: simulator.url,
		apiKey: simulator.credentials.apiKey,
		...(await finished(fileSize)),
		warmUp: await finished(WARM_UP_BYTES),
	};
	process.send?.(source);
}

process.once('disconnect', () => process.exit());
void serve(Number(process.argv[2]));

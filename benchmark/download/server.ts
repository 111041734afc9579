/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a process of its own, so that the server's memory and CPU time are not the client's; not shipped */
import { startSimulator } from '../../test/simulator';
import { videoUrlOf } from '../../test/simulator/testing';
import type { Server } from './messages';

const WARM_UP_BYTES = 4 * 1024 * 1024;

/** Serves a finished video of the size in the first argument, until the parent process disconnects. */
async function serve(fileSize: number) {
	const simulator = await startSimulator();
	const finishedProject = async (size: number) => {
		const { key } = simulator.addProject({ seconds: 0, fileSize: size });
		return { projectKey: key, videoUrl: await videoUrlOf(simulator, key) };
	};
	const server: Server = {
		url: simulator.url,
		apiKey: simulator.credentials.apiKey,
		...(await finishedProject(fileSize)),
		warmUp: await finishedProject(WARM_UP_BYTES),
	};
	process.send?.(server);
}

process.once('disconnect', () => process.exit());
void serve(Number(process.argv[2]));

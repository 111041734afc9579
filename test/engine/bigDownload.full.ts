/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- starts the process whose memory is measured; not shipped */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startSimulator } from '../simulator';
import { cutEvenly } from '../simulator/faults';
import type { DownloadJob, DownloadReport } from './cutDownload';
import { credentialFor, GENERATIONS } from './generations';

const MEGABYTE = 1024 * 1024;
const SIZE = 200 * MEGABYTE;

test.each(GENERATIONS)('%s: 200 MB cut nine times arrive complete, in constant memory, and with at most 1 %% sent twice', async (generation) => {
	const simulator = await startSimulator();
	const projectKey = simulator.addProject({ generation, seconds: 0, fileSize: SIZE }).key;
	const warmUpKey = simulator.addProject({ generation, seconds: 0, fileSize: 4 * MEGABYTE }).key;
	simulator.injectFaults('download', cutEvenly(9, SIZE), { projectKey });
	const child = fork(join(__dirname, 'cutDownload.ts'), { execArgv: ['--expose-gc', '--import', 'tsx'] });
	child.send({ credential: credentialFor(generation, simulator), warmUpKey, projectKey } satisfies DownloadJob);
	const [report] = (await once(child, 'message')) as [DownloadReport];

	expect(report.hash).toBe(simulator.videoHash(projectKey));
	expect((report.peak - report.idle) / MEGABYTE).toBeLessThanOrEqual(64);
	expect(simulator.requestsTo('download', projectKey)).toHaveLength(10);
	expect(simulator.bytesSent(projectKey)).toBeLessThanOrEqual(SIZE * 1.01);
	expect(report.hints.join()).toContain('interrupted and resumed');
	await simulator.stop();
}, 120_000);

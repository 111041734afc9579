import { SECOND_MS } from '../nodes/shared/core/duration';
import type { Clock } from '../nodes/shared/core/ports';
import { RESPONSE_TIME_MS, type SimulatedApi } from './simulatedApi';

const POLL_INTERVAL_MS = 3 * SECOND_MS;

/**
 * The vendor's tutorial, for many projects: export one, poll its progress every three seconds until
 * there is a URL, start its download, and only then continue with the next.
 */
export async function tutorialLoop(api: SimulatedApi, clock: Clock, projectKeys: string[]) {
	const downloads: Array<Promise<void>> = [];
	for (const projectKey of projectKeys) {
		await clock.sleep(RESPONSE_TIME_MS);
		api.exportProject(projectKey);
		for (let isFinished = false; !isFinished; await clock.sleep(POLL_INTERVAL_MS)) {
			const { data } = await api.progress(projectKey);
			if (data.progress < 100 || !data.url) continue;
			downloads.push(downloadToMemory(api, projectKey));
			isFinished = true;
		}
	}
	await Promise.all(downloads);
}

/** A simple node: all projects are exported already; it waits for one, downloads it into memory, and continues with the next. */
export async function sequentialLoop(api: SimulatedApi, clock: Clock, projectKeys: string[]) {
	for (const projectKey of projectKeys) {
		while (!(await api.progress(projectKey)).data.url) await clock.sleep(POLL_INTERVAL_MS);
		await downloadToMemory(api, projectKey);
	}
}

async function downloadToMemory(api: SimulatedApi, projectKey: string) {
	await api.download(projectKey).body.toArray();
}

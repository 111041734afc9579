import { SECOND, type Clock } from '../nodes/shared/core/clock';
import { LATENCY, type Studio } from './studio';

const PAUSE = 3 * SECOND;

/**
 * The vendor's tutorial, for many projects: export one, ask for its progress and pause three seconds
 * until there is a URL, let its download run, and only then take the next.
 */
export async function likeTheTutorial(studio: Studio, clock: Clock, keys: string[]) {
	const downloads: Array<Promise<void>> = [];
	for (const key of keys) {
		await clock.sleep(LATENCY);
		studio.exportNow(key);
		for (let ended = false; !ended; await clock.sleep(PAUSE)) {
			const { data } = await studio.progress(key);
			if (data.progress < 100 || !data.url) continue;
			downloads.push(buffered(studio, key));
			ended = true;
		}
	}
	await Promise.all(downloads);
}

/** What a plain node does: all are exported already; wait for one, fetch it whole into memory, take the next. */
export async function oneAfterTheOther(studio: Studio, clock: Clock, keys: string[]) {
	for (const key of keys) {
		while (!(await studio.progress(key)).data.url) await clock.sleep(PAUSE);
		await buffered(studio, key);
	}
}

async function buffered(studio: Studio, key: string) {
	await studio.file(key).body.toArray();
}

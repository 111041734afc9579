import type { RenderProgress } from '../../../nodes/shared/core/api';
import { MINUTE_MS, SECOND_MS } from '../../../nodes/shared/core/duration';
import { BatchProgress } from '../../../nodes/shared/core/wait/batchProgress';

const START = 1_000_000;
const at = (progress: number): RenderProgress => ({ progress, state: 'rendering', videoUrl: null });

function batch(total: number, updates: Array<[string, number]>): BatchProgress {
	const created = new BatchProgress(total, START);
	for (const [key, progress] of updates) created.update(key, at(progress));
	return created;
}

test.each<[string, BatchProgress, number, string]>([
	['nothing is known at the start', batch(2, []), 0, '0 of 2 videos finished, 2 rendering'],
	['the remaining time is not estimated before all were polled', batch(2, [['a', 0], ['a', 50]]), MINUTE_MS, '0 of 2 videos finished, 2 rendering'],
	['nor before all have made progress', batch(2, [['a', 0], ['a', 50], ['b', 0]]), MINUTE_MS, '0 of 2 videos finished, 2 rendering'],
	['the slowest render counts', batch(2, [['a', 0], ['b', 0], ['a', 50], ['b', 20]]), MINUTE_MS, '0 of 2 videos finished, 2 rendering; about 4 minutes left'],
	['a render that was half done at the start does not count as fast', batch(1, [['a', 50], ['a', 60]]), MINUTE_MS, '0 of 1 videos finished, 1 rendering; about 4 minutes left'],
	['short times are given in seconds', batch(1, [['a', 0], ['a', 75]]), MINUTE_MS, '0 of 1 videos finished, 1 rendering; about 20 seconds left'],
	['a little more than a minute is given in seconds', batch(1, [['a', 0], ['a', 50]]), 70 * SECOND_MS, '0 of 1 videos finished, 1 rendering; about 70 seconds left'],
	['a minute and a half is given in minutes', batch(1, [['a', 0], ['a', 50]]), 90 * SECOND_MS, '0 of 1 videos finished, 1 rendering; about 2 minutes left'],
	['the last moment is not "0 seconds"', batch(1, [['a', 0], ['a', 99]]), 10 * SECOND_MS, '0 of 1 videos finished, 1 rendering; about 10 seconds left'],
	['progress that goes backwards gives no estimate', batch(1, [['a', 50], ['a', 20]]), MINUTE_MS, '0 of 1 videos finished, 1 rendering'],
])('%s', (_, progress, after, summary) => {
	expect(progress.summary(START + after)).toBe(summary);
});

test('what has finished is counted, and its progress no longer', () => {
	const progress = batch(3, [['a', 0], ['b', 0], ['c', 0], ['a', 50], ['b', 1], ['c', 1]]);
	progress.finish('b', true);
	progress.finish('c', false);
	expect(progress.summary(START + 2 * MINUTE_MS)).toBe('1 of 3 videos finished, 1 rendering, 1 failed; about 2 minutes left');
});

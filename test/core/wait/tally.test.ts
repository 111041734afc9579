import { MINUTE, SECOND } from '../../../nodes/shared/core/clock';
import type { RenderProgress } from '../../../nodes/shared/core/contract';
import { Tally } from '../../../nodes/shared/core/wait/tally';

const START = 1_000_000;
const at = (progress: number): RenderProgress => ({ progress, state: 'rendering', videoUrl: null });

function tally(total: number, seen: Array<[string, number]>): Tally {
	const made = new Tally(total, START);
	for (const [key, progress] of seen) made.seen(key, at(progress));
	return made;
}

test.each<[string, Tally, number, string]>([
	['nothing is known at the start', tally(2, []), 0, '0 of 2 videos are there, 2 in work'],
	['the time left is not guessed before all were seen', tally(2, [['a', 0], ['a', 50]]), MINUTE, '0 of 2 videos are there, 2 in work'],
	['nor before all have moved', tally(2, [['a', 0], ['a', 50], ['b', 0]]), MINUTE, '0 of 2 videos are there, 2 in work'],
	['the slowest counts', tally(2, [['a', 0], ['b', 0], ['a', 50], ['b', 20]]), MINUTE, '0 of 2 videos are there, 2 in work; about 4 minutes left'],
	['a render that was half done at the start is not taken for fast', tally(1, [['a', 50], ['a', 60]]), MINUTE, '0 of 1 videos are there, 1 in work; about 4 minutes left'],
	['short times are told in seconds', tally(1, [['a', 0], ['a', 75]]), MINUTE, '0 of 1 videos are there, 1 in work; about 20 seconds left'],
	['the last moment is not "0 seconds"', tally(1, [['a', 0], ['a', 99]]), 10 * SECOND, '0 of 1 videos are there, 1 in work; about 10 seconds left'],
	['going backwards tells nothing', tally(1, [['a', 50], ['a', 20]]), MINUTE, '0 of 1 videos are there, 1 in work'],
])('%s', (_, made, after, sentence) => {
	expect(made.sentence(START + after)).toBe(sentence);
});

test('what has ended is counted, and its progress no longer', () => {
	const made = tally(3, [['a', 0], ['b', 0], ['c', 0], ['a', 50], ['b', 1], ['c', 1]]);
	made.ended('b', true);
	made.ended('c', false);
	expect(made.sentence(START + 2 * MINUTE)).toBe('1 of 3 videos are there, 1 in work, 1 failed; about 2 minutes left');
});

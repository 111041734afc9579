import { CURVES } from '../test/core/wait/shapes';
import { seededRandom } from '../test/simulator/random';
import { averageRequests, lagsOf, pollRender, POLL_INTERVAL_MS } from './pollRender';
import { randomRenders } from './renders';
import { formatSeconds, median, quantile, type Table } from './report';
import { shipped } from './shipped';

type PacingModule = typeof import('../nodes/shared/core/wait/pacing');
const { nextPollDelay, TUNING } = shipped<PacingModule>('shared/core/wait/pacing');

/** As many as `waitForRender` keeps. */
const MAX_SAMPLES = 20;

/** What other values than the shipped ones would give: why these were chosen. */
export function tuningTable(rendersPerCurve: number): Table {
	const renders = Object.keys(CURVES).flatMap((curveName, index) => randomRenders(rendersPerCurve, 200 + index, [curveName]));
	const loopRequests = averageRequests(renders.map((render) => pollRender(render, () => POLL_INTERVAL_MS)));
	const row = (name: string, change: Partial<typeof TUNING>) => {
		const random = seededRandom(1);
		const tuning = { ...TUNING, ...change };
		const pollings = renders.map((render) =>
			pollRender(render, (samples) => nextPollDelay(samples.slice(-MAX_SAMPLES), POLL_INTERVAL_MS, 'adaptive', random, tuning)),
		);
		const lags = lagsOf(pollings);
		const formatted = [median(lags), quantile(lags, 0.95), quantile(lags, 0.99)].map((ms) => formatSeconds(ms));
		return [name, averageRequests(pollings) / loopRequests, ...formatted];
	};
	const rowsFor = (name: string, parameter: keyof typeof TUNING, values: number[]) =>
		values.map((value) => row(`${name}: ${value} (${TUNING[parameter]})`, { [parameter]: value }));
	return {
		caption: 'Requests against lag: each parameter of pacing.ts changed on its own, with other renders than above. The shipped value is in parentheses.',
		columns: ['', 'requests, ratio', 'lag, median', 'lag, p95', 'lag, p99'],
		rows: [
			row('as shipped', {}),
			...rowsFor('share of the remaining time', 'shareOfRemaining', [0.2, 0.4, 0.8, 1]),
			...rowsFor('share of the stall', 'shareOfStall', [0.1, 0.25, 1]),
			...rowsFor('max intervals near the end', 'maxIntervalsNearEnd', [1, 2, 3, 5]),
		],
	};
}

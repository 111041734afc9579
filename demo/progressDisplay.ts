import { MultiBar, type SingleBar } from 'cli-progress';

/** Shows the progress of several renders in a terminal or a log. */
export interface ProgressDisplay {
	add(projectKey: string, name: string): void;
	/** @param progress 0 to 100 */
	update(projectKey: string, progress: number, state: string): void;
	stop(): void;
}

const NAME_WIDTH = 20;
const MIN_BAR_WIDTH = 10;
const MAX_BAR_WIDTH = 40;
/** Columns of a line beside its name and bar. */
const OTHER_WIDTH = 32;

/** Moving bars in a terminal, plain lines anywhere else. */
export function progressDisplayFor(output: NodeJS.WriteStream): ProgressDisplay {
	return output.isTTY ? progressBars(output) : progressLines(output);
}

function progressBars(output: NodeJS.WriteStream): ProgressDisplay {
	const bars = new Map<string, SingleBar>();
	const barWidth = output.columns - NAME_WIDTH - OTHER_WIDTH;
	const multiBar = new MultiBar({
		stream: output,
		format: '  {name} {bar} {percent} %  {state}',
		barCompleteChar: '█',
		barIncompleteChar: '░',
		barsize: Math.max(MIN_BAR_WIDTH, Math.min(MAX_BAR_WIDTH, barWidth)),
		fps: 10,
		hideCursor: true,
	});
	return {
		add(projectKey, name) {
			bars.set(projectKey, multiBar.create(100, 0, { name: fitName(name), percent: formatPercent(0), state: 'exported' }));
		},
		update(projectKey, progress, state) {
			bars.get(projectKey)?.update(progress, { percent: formatPercent(progress), state });
		},
		stop: () => multiBar.stop(),
	};
}

/** One line whenever a render reaches another quarter or another state. */
export function progressLines(output: Pick<NodeJS.WriteStream, 'write'>): ProgressDisplay {
	const names = new Map<string, string>();
	const shown = new Map<string, string>();
	return {
		add: (projectKey, name) => names.set(projectKey, name),
		update(projectKey, progress, state) {
			const step = `${Math.floor(progress / 25)} ${state}`;
			if (shown.get(projectKey) === step) return;
			shown.set(projectKey, step);
			output.write(`  ${fitName(names.get(projectKey) ?? '')}  ${formatPercent(progress)} %  ${state}\n`);
		},
		stop: () => {},
	};
}

function fitName(name: string): string {
	return name.replace(/\s+/g, ' ').slice(0, NAME_WIDTH).padEnd(NAME_WIDTH);
}

function formatPercent(progress: number): string {
	return String(Math.floor(progress)).padStart(3);
}

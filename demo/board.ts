import { MultiBar, type SingleBar } from 'cli-progress';

/** Where the renders stand, for whoever watches; one entry per render. */
export interface Board {
	add(projectKey: string, name: string): void;
	/** @param progress 0 to 100 */
	update(projectKey: string, progress: number, state: string): void;
	stop(): void;
}

const LONGEST_NAME = 20;
const WIDEST_BAR = 40;
/** Columns that a line needs beside its name and bar. */
const BESIDE = 32;

/** Bars that move, in a terminal; plain lines anywhere else. */
export function boardFor(output: NodeJS.WriteStream): Board {
	return output.isTTY ? barBoard(output) : lineBoard(output);
}

function barBoard(output: NodeJS.WriteStream): Board {
	const bars = new Map<string, SingleBar>();
	const barsize = Math.max(10, Math.min(WIDEST_BAR, output.columns - LONGEST_NAME - BESIDE));
	const multi = new MultiBar({
		stream: output,
		format: '  {name} {bar} {percent} %  {state}',
		barCompleteChar: '█',
		barIncompleteChar: '░',
		barsize,
		fps: 10,
		hideCursor: true,
	});
	return {
		add: (projectKey, name) => bars.set(projectKey, multi.create(100, 0, { name: fitted(name), percent: '  0', state: 'ordered' })),
		update: (projectKey, progress, state) =>
			bars.get(projectKey)?.update(progress, { percent: String(Math.floor(progress)).padStart(3), state }),
		stop: () => multi.stop(),
	};
}

/** A line when a render is ordered, passes a quarter, or changes its state. */
function lineBoard(output: NodeJS.WriteStream): Board {
	const said = new Map<string, string>();
	const names = new Map<string, string>();
	return {
		add: (projectKey, name) => names.set(projectKey, name),
		update(projectKey, progress, state) {
			const line = `${Math.floor(progress / 25) * 25} % ${state}`;
			if (said.get(projectKey) === line) return;
			said.set(projectKey, line);
			output.write(`  ${fitted(names.get(projectKey) ?? '')}  ${String(Math.floor(progress)).padStart(3)} %  ${state}\n`);
		},
		stop: () => {},
	};
}

function fitted(name: string): string {
	return name.replace(/\s+/g, ' ').slice(0, LONGEST_NAME).padEnd(LONGEST_NAME);
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- starts new processes; not shipped */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { atMost, median, type BenchmarkResult } from './report';
import { entryFiles, shippedFiles } from './shipped';

/** Prints how many milliseconds n8n-workflow took to load, then what n8n loads of the package at its start, then all other shipped files. */
const SCRIPT = `
	const [entries, others] = JSON.parse(process.argv[1]);
	const times = [performance.now()];
	for (const files of [['n8n-workflow'], entries, others]) {
		for (const file of files) require(file);
		times.push(performance.now());
	}
	console.log(JSON.stringify(times.slice(1).map((time, index) => time - times[index])));
`;

/** How long n8n takes to load the package. */
export async function load(quick: boolean): Promise<BenchmarkResult> {
	const rounds = quick ? 5 : 15;
	const files = JSON.stringify([entryFiles(), shippedFiles()]);
	const times = Array.from({ length: rounds }, () => {
		const output = execFileSync(process.execPath, ['-e', SCRIPT, files], { encoding: 'utf8', cwd: resolve(__dirname, '..') });
		return JSON.parse(output) as [workflow: number, start: number, rest: number];
	});
	const row = (name: string, values: number[]) => [name, median(values), Math.min(...values), Math.max(...values)];
	const atStart = times.map(([, start]) => start);
	return {
		title: '6. Loading the package',
		method: `Cold \`require\`, after n8n-workflow (which n8n has loaded already), of the ${entryFiles().length} files that package.json names for n8n, in ${rounds} new processes. What a node needs to run is loaded when it first runs.`,
		tables: [
			{
				columns: ['milliseconds', 'median', 'min', 'max'],
				rows: [
					row('what n8n loads at its start', atStart),
					row(`all ${shippedFiles().length} shipped files`, times.map(([, start, rest]) => start + rest)),
					row('n8n-workflow alone, for comparison', times.map(([workflow]) => workflow)),
				],
			},
		],
		targets: [atMost('milliseconds in addition to n8n-workflow, median', median(atStart), 25)],
	};
}

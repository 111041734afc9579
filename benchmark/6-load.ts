/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- starts new processes; not shipped */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { atMost, median, type BenchmarkResult } from './report';
import { shippedFiles } from './shipped';

/** Prints how many milliseconds n8n-workflow took to load, and then all shipped files. */
const SCRIPT = `
	const start = performance.now();
	require('n8n-workflow');
	const loaded = performance.now();
	for (const file of process.argv.slice(1)) require(file);
	console.log(JSON.stringify([loaded - start, performance.now() - loaded]));
`;

/** How long n8n takes to load the package. */
export async function load(quick: boolean): Promise<BenchmarkResult> {
	const rounds = quick ? 5 : 15;
	const files = shippedFiles();
	const times = Array.from({ length: rounds }, () => {
		const output = execFileSync(process.execPath, ['-e', SCRIPT, ...files], { encoding: 'utf8', cwd: resolve(__dirname, '..') });
		return JSON.parse(output) as [number, number];
	});
	const [workflowTimes, packageTimes] = [0, 1].map((column) => times.map((time) => time[column]));
	const row = (name: string, values: number[]) => [name, median(values), Math.min(...values), Math.max(...values)];
	return {
		title: '6. Loading the package',
		method: `Cold \`require\` of all ${files.length} shipped files after n8n-workflow (which n8n has loaded already), in ${rounds} new processes.`,
		tables: [
			{
				columns: ['milliseconds', 'median', 'min', 'max'],
				rows: [row('all shipped files', packageTimes), row('n8n-workflow alone, for comparison', workflowTimes)],
			},
		],
		targets: [atMost('milliseconds in addition to n8n-workflow, median', median(packageTimes), 25)],
	};
}

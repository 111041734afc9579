/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- starts cold processes; not shipped */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { atMost, median, type Figure } from './report';
import { shippedFiles } from './shipped';

/** Prints how long n8n-workflow took to load, and then all files of ours, in milliseconds. */
const PROBE = `
	const start = performance.now();
	require('n8n-workflow');
	const between = performance.now();
	for (const file of process.argv.slice(1)) require(file);
	console.log(JSON.stringify([between - start, performance.now() - between]));
`;

/** What n8n waits for when it loads the package. */
export async function loading(quick: boolean): Promise<Figure> {
	const rounds = quick ? 5 : 15;
	const files = shippedFiles();
	const times = Array.from({ length: rounds }, () => {
		const output = execFileSync(process.execPath, ['-e', PROBE, ...files], { encoding: 'utf8', cwd: resolve(__dirname, '..') });
		return JSON.parse(output) as [number, number];
	});
	const [theirs, ours] = [0, 1].map((side) => times.map((time) => time[side]));
	const row = (name: string, values: number[]) => [name, median(values), Math.min(...values), Math.max(...values)];
	return {
		title: '6. Loading the package',
		how: `Cold \`require\` of all ${files.length} shipped files after n8n-workflow (which n8n has loaded anyway), ${rounds} fresh processes.`,
		tables: [
			{
				columns: ['milliseconds', 'median', 'least', 'most'],
				rows: [row('all shipped files', ours), row('n8n-workflow alone, for comparison', theirs)],
			},
		],
		checks: [atMost('milliseconds beyond n8n-workflow, median', median(ours), 25)],
	};
}

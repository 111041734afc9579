/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command for the terminal; not shipped */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, type } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { batch } from './1-batch';
import { lag } from './2-lag';
import { download } from './3-download';
import { stuck } from './4-stuck';
import { cpu } from './5-cpu';
import { load } from './6-load';
import { fill } from './7-fill';
import { scale } from './8-scale';
import { upload } from './9-upload';
import { longTexts } from './10-longTexts';
import { formatResult, type BenchmarkResult } from './report';

const BENCHMARKS: Array<(quick: boolean) => Promise<BenchmarkResult>> = [batch, lag, download, stuck, cpu, load, fill, scale, upload, longTexts];

const USAGE = `Usage: npm run bench [-- numbers and options]

Runs all benchmarks, or only those with the given numbers (1 to ${BENCHMARKS.length}).

Options:
  --quick  Smaller files and fewer rounds
  --save   Replace the results of these benchmarks in benchmark/RESULTS.md
  --help   Show this text

A missed target is shown as MISSED and is not an error: the exit code is 0.`;

const FLAGS = { quick: { type: 'boolean' }, save: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

async function main(args: string[]) {
	const { values: flags, positionals } = parseArgs({ args, options: FLAGS, allowPositionals: true });
	const numbers = positionals.map(Number);
	const invalid = positionals.find((_, index) => !BENCHMARKS[numbers[index] - 1]);
	if (flags.help) return print(USAGE);
	if (invalid !== undefined) throw new Error(`There is no benchmark "${invalid}"`);

	const sections: string[] = [];
	for (const [index, benchmark] of BENCHMARKS.entries()) {
		if (numbers.length > 0 && !numbers.includes(index + 1)) continue;
		const machine = describeMachine();
		const section = formatResult(await benchmark(flags.quick === true), machine);
		sections.push(section);
		print(`${section}\n`);
	}
	if (flags.save) save(sections);
}

function describeMachine(): string {
	const [{ model }] = cpus();
	const date = new Date().toISOString().slice(0, 10);
	return `${date}, Node ${process.version}, ${type()} ${release()}, ${cpus().length} × ${model.trim()}, load ${loadavg()[0].toFixed(1)} at the start`;
}

/** Replaces these sections in the chapter of this major version of Node, and keeps all others. */
function save(sections: string[]) {
	const file = join(__dirname, 'RESULTS.md');
	const chapters = existsSync(file) ? readFileSync(file, 'utf8').split(/^(?=# Node )/m).slice(1) : [];
	const heading = `# Node ${process.versions.node.split('.')[0]}\n`;
	const saved = chapters.find((chapter) => chapter.startsWith(heading)) ?? '';
	const byNumber = new Map([...saved.split(/^(?=## )/m).slice(1), ...sections].map((section) => [Number.parseInt(section.slice(3), 10), section.trim()]));
	const inOrder = [...byNumber].sort(([one], [other]) => one - other).map(([, section]) => section);
	const others = chapters.filter((chapter) => !chapter.startsWith(heading)).map((chapter) => chapter.trim());
	const introduction = '# Benchmark results\n\nAs printed by `npm run bench -- --save`. The values of each comparison were measured in the same run.';
	writeFileSync(file, `${[introduction, ...[...others, [heading.trim(), ...inOrder].join('\n\n')].sort()].join('\n\n')}\n`);
}

function print(text: string) {
	process.stdout.write(`${text}\n`);
}

main(process.argv.slice(2)).catch((error: Error & { code?: string }) => {
	const isUsageError = error.code?.startsWith('ERR_PARSE_ARGS') || error.message.startsWith('There is no benchmark');
	const [firstSentence] = error.message.split('. ');
	process.stderr.write(isUsageError ? `${firstSentence}. See npm run bench -- --help.\n` : `${error.stack ?? String(error)}\n`);
	process.exitCode = 1;
});

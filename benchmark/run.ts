/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command for the terminal; not shipped */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, type } from 'node:os';
import { join } from 'node:path';
import { batch } from './1-batch';
import { lag } from './2-lag';
import { download } from './3-download';
import { stuck } from './4-stuck';
import { cpu } from './5-cpu';
import { loading } from './6-loading';
import { filling } from './7-filling';
import { written, type Figure } from './report';

/** In `--quick`, a figure may take smaller files and fewer rounds. */
const FIGURES: Array<(quick: boolean) => Promise<Figure>> = [batch, lag, download, stuck, cpu, loading, filling];

const USAGE = `Usage: npm run bench [-- 1 3 --quick --save]

  1 … ${FIGURES.length}    only these figures
  --quick  smaller files and fewer rounds, for a machine that others use too
  --save   keep the result in benchmark/RESULTS.md

A target that is missed is printed as such; only an error ends with a code other than 0.`;

async function main(words: string[]) {
	const wanted = words.filter((word) => /^\d+$/.test(word)).map(Number);
	const unknown = words.filter((word) => !['--quick', '--save'].includes(word) && !(Number(word) in { ...FIGURES, [FIGURES.length]: 1 } && Number(word) > 0));
	if (unknown.length > 0) {
		process.stdout.write(`${USAGE}\n`);
		process.exitCode = words.includes('--help') ? 0 : 1;
		return;
	}
	const parts = [machine()];
	process.stdout.write(`${parts[0]}\n\n`);
	for (const [index, figure] of FIGURES.entries()) {
		if (wanted.length > 0 && !wanted.includes(index + 1)) continue;
		parts.push(written(await figure(words.includes('--quick'))));
		process.stdout.write(`${parts.at(-1)}\n\n`);
	}
	if (words.includes('--save')) save(parts);
}

function machine(): string {
	const [cpu] = cpus();
	const date = new Date().toISOString().slice(0, 10);
	return `${date}, Node ${process.version}, ${type()} ${release()}, ${cpus().length} × ${cpu.model.trim()}, load ${loadavg()[0].toFixed(1)} at the start`;
}

/** Keeps what other versions of Node brought. */
function save(parts: string[]) {
	const file = join(__dirname, 'RESULTS.md');
	const heading = `# Node ${process.versions.node.split('.')[0]}\n`;
	const kept = existsSync(file) ? readFileSync(file, 'utf8').split(/^(?=# Node )/m).slice(1) : [];
	const chapters = [...kept.filter((chapter) => !chapter.startsWith(heading)), `${[heading.trim(), ...parts].join('\n\n')}\n\n`];
	const head = '# Figures\n\nAs printed by `npm run bench -- --save`; both sides of each comparison were measured in the same run.\n\n';
	writeFileSync(file, `${(head + chapters.sort().join('')).trimEnd()}\n`);
}

void main(process.argv.slice(2));

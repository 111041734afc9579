/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the documents; not shipped */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { noteVersion, supportMatrix, versionsUsedBy } from '../e2e/lib/supportMatrix';

const ROOT = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** The versions of n8n that the end-to-end tests install. */
const INSTALLED = readdirSync(join(ROOT, 'test/e2e/n8n')).map(
	(edition) => (JSON.parse(read(`test/e2e/n8n/${edition}/package.json`)) as { dependencies: { n8n: string } }).dependencies.n8n,
);

/** The cells of each row. */
const rowsOf = (markdown: string) =>
	markdown
		.split('\n')
		.filter((line) => /^\| \d/.test(line))
		.map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));

test('The support matrix lists every n8n that the end-to-end tests install, and only stages that exist', () => {
	const rows = rowsOf(read('docs/support-matrix.md'));
	const [, stages] = /const GROUPS: .*? = \[\n([\s\S]*?)\n\];/.exec(read('test/e2e/run.ts')) ?? [];
	const existing = [...stages.matchAll(/^\t\t'?([\w-]+)'?[,:]/gm)].map(([, name]) => name);

	expect(rows.map(([n8n]) => n8n).sort()).toEqual([...INSTALLED].sort());
	expect(existing.length).toBeGreaterThan(8);
	expect(rows.flatMap(([, , cell]) => cell.split(', ')).filter((stage) => !existing.includes(stage))).toEqual([]);
});

test('The README names the versions of n8n that are in the support matrix', () => {
	const versions = rowsOf(read('docs/support-matrix.md')).map(([n8n]) => n8n.replace(/\.\d+$/, ''));
	const [oldest, middle, newest] = versions.reverse();

	expect(read('README.md').replace(/\s+/g, ' ')).toContain(`The tests run the packed package in n8n ${oldest}, ${middle} and ${newest}`);
});

test('A row lists the stages that ran in its version, the newest n8n first', () => {
	const [old, recent] = [{ n8n: '1.123.81', node: '20' }, { n8n: '2.41.1', node: '24' }];

	expect(rowsOf(supportMatrix(new Map([['scanner', []], ['headless', [recent]], ['headless-version1', [old]], ['queue', [recent]]])))).toEqual([
		['2.41.1', '24', 'headless, queue'],
		['1.123.81', '20', 'headless-version1'],
	]);
});

test('a stage has the versions that it noted itself, each once', async () => {
	const stage = (versions: string[]) => async () => {
		for (const node of versions) {
			await Promise.resolve();
			noteVersion({ n8n: '2.41.1', node });
		}
	};
	const [one, other] = await Promise.all([versionsUsedBy(stage(['20', '24', '24'])), versionsUsedBy(stage(['22']))]);
	expect(one).toEqual([{ n8n: '2.41.1', node: '20' }, { n8n: '2.41.1', node: '24' }]);
	expect(other).toEqual([{ n8n: '2.41.1', node: '22' }]);
});

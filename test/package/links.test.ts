/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- reads what is committed; not shipped */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { releaseFiles } from './checkRelease';
import { repositoryAddress } from './release';
import { repositoryFiles } from './repositoryFiles';

const ROOT = resolve(__dirname, '../..');
const ADDRESS = repositoryAddress(releaseFiles().manifest);
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const exists = (path: string) => existsSync(join(ROOT, path));

/** The anchors that GitHub makes of the headings. */
function anchorsIn(markdown: string): string[] {
	const headings = markdown.replace(/```[\s\S]*?```/g, '').matchAll(/^#{1,6} (.+)$/gm);
	return [...headings].map(([, heading]) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replace(/ /g, '-'));
}

/** Targets of links and pictures, without code. */
function targetsIn(markdown: string): string[] {
	return [...markdown.replace(/```[\s\S]*?```/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
}

/** The file and anchor in this checkout that a target leads to; undefined for other addresses. */
function placeOf(target: string, from: string): { path: string; anchor?: string } | undefined {
	const [address, anchor] = target.split('#');
	const place = (path: string) => ({ path: path === '' ? from : path, ...(anchor === undefined ? {} : { anchor }) });
	if (address === ADDRESS) return { ...place('README.md') };
	if (address.startsWith(`${ADDRESS}/blob/main/`)) return place(address.slice(`${ADDRESS}/blob/main/`.length));
	if (/^[a-z]+:/.test(address)) return undefined;
	return place(address === '' ? '' : posix.join(posix.dirname(from), address));
}

const isDead = (target: string, from: string) => {
	const place = placeOf(target, from);
	if (!place) return false;
	return !exists(place.path) || (place.anchor !== undefined && !anchorsIn(read(place.path)).includes(place.anchor));
};

const documents = repositoryFiles('*.md');

test.each(documents)('every link in %s leads somewhere', (path) => {
	expect(targetsIn(read(path)).filter((target) => isDead(target, path))).toEqual([]);
});

test('every link from the package to the documents leads somewhere', () => {
	const sources = execFileSync('git', ['grep', '-lI', '-e', ADDRESS, '--', 'nodes', 'credentials'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
	const targets = sources.flatMap((path) => [...read(path).matchAll(/https:\/\/github\.com\/[^\s'"`)]+/g)].map(([target]) => target));
	expect(targets.length).toBeGreaterThan(8);
	expect(targets.filter((target) => placeOf(target, '') === undefined || isDead(target, ''))).toEqual([]);
});

test('the links of the README and of the pages in docs are found', () => {
	const all = ['README.md', 'docs/costs-and-recovery.md'].flatMap((path) => targetsIn(read(path)).map((target) => placeOf(target, path)));
	expect(all).toEqual(
		expect.arrayContaining([
			{ path: 'README.md', anchor: 'credentials' },
			{ path: 'docs/errors.md' },
			{ path: 'docs/costs-and-recovery.md', anchor: 'what-survives' },
			{ path: 'docs/images/parked.png' },
			{ path: 'examples/google-sheets.json' },
		]),
	);
});

test.each<[string, boolean]>([
	['README.md', false],
	['../README.md', true],
	['docs/errors.md#errors-and-what-to-do', false],
	['docs/errors.md#nothing', true],
	['#install', false],
	['#nothing', true],
	[`${ADDRESS}#credentials`, false],
	[`${ADDRESS}#nothing`, true],
	[`${ADDRESS}/blob/main/docs/nothing.md`, true],
	['https://example.com/nothing', false],
])('a link in the README to %s is dead: %s', (target, dead) => {
	expect(isDead(target, 'README.md')).toBe(dead);
});

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- compiles the package before its tests; not shipped */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const FOLDERS = ['nodes', 'credentials', 'icons'];
/** Gulp gives a copy the time of its source, less precisely. */
const PRECISION_MS = 2;

/** The tests run what is built, so jest builds it first when a source is newer. */
export default function buildFirst(): void {
	const built = new Map(filesIn(join(ROOT, 'dist')).map((path) => [path, modifiedAt(join(ROOT, 'dist', path))]));
	const sources = filesIn(ROOT);
	const isNewer = (source: string) => modifiedAt(join(ROOT, source)) > (built.get(builtPath(source)) ?? 0) + PRECISION_MS;
	const newer = sources.filter(isNewer);
	const expected = new Set(sources.map(builtPath));
	const leftOver = [...built.keys()].filter((path) => path.endsWith('.js') && !expected.has(path));
	if (built.size === 0 || leftOver.length > 0 || newer.some((path) => !path.endsWith('.ts'))) run('npm', 'run', 'build', '--silent');
	// Without emptying dist: another jest may be running.
	else if (newer.length > 0) run('npx', 'tsc');
}

function run(file: string, ...args: string[]): void {
	process.stderr.write(`dist is not up to date: ${[file, ...args].join(' ')}\n`);
	execFileSync(file, args, { cwd: ROOT, stdio: 'inherit' });
}

function builtPath(source: string): string {
	return source.replace(/\.ts$/, '.js');
}

/** Paths below `folder` of the files that are built from, or into, the package's folders. */
function filesIn(folder: string): string[] {
	return FOLDERS.filter((name) => existsSync(join(folder, name))).flatMap((name) =>
		readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
			.map((path) => join(name, path))
			.filter((path) => /\.(ts|js|json|svg)$/.test(path)),
	);
}

function modifiedAt(path: string): number {
	return statSync(path).mtimeMs;
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- compiles the package before its tests; not shipped */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const FOLDERS = ['nodes', 'credentials'];

/** The tests run what is compiled, so jest compiles it first when a source is newer. */
export default function buildFirst(): void {
	const sources = filesIn(ROOT).filter((path) => path.endsWith('.ts'));
	const compiled = new Map(filesIn(join(ROOT, 'dist')).filter((path) => path.endsWith('.js')).map((path) => [path, modifiedAt(join(ROOT, 'dist', path))]));
	const expected = new Set(sources.map(compiledPath));
	if ([...compiled.keys()].some((path) => !expected.has(path)) || compiled.size === 0) return run('npm', 'run', 'build', '--silent');
	// Without emptying dist: another jest may be running.
	if (sources.some((path) => modifiedAt(join(ROOT, path)) > (compiled.get(compiledPath(path)) ?? 0))) run('npx', 'tsc');
}

function run(file: string, ...args: string[]): void {
	process.stderr.write(`dist is not up to date: ${[file, ...args].join(' ')}\n`);
	execFileSync(file, args, { cwd: ROOT, stdio: 'inherit' });
}

function compiledPath(source: string): string {
	return source.replace(/\.ts$/, '.js');
}

/** Paths below `folder` of what is in `nodes` and `credentials` there. */
function filesIn(folder: string): string[] {
	return FOLDERS.flatMap((name) => {
		try {
			return readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' }).map((path) => join(name, path));
		} catch {
			return [];
		}
	});
}

function modifiedAt(path: string): number {
	return statSync(path).mtimeMs;
}

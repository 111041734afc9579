/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- compiles the package before its tests; not shipped */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const FOLDERS = ['nodes', 'credentials'];

/** The tests run what is compiled, so jest builds the package first when its sources are newer. */
export default function buildFirst(): void {
	const changed = changedSource();
	if (changed === undefined) return;
	process.stderr.write(`${changed} is newer than dist/: building …\n`);
	execFileSync('npm', ['run', 'build', '--silent'], { cwd: ROOT, stdio: 'inherit' });
}

/** A source that is not compiled yet, or a compiled file whose source is gone. */
function changedSource(): string | undefined {
	const sources = filesIn(ROOT).filter((path) => path.endsWith('.ts'));
	const compiled = new Map(filesIn(join(ROOT, 'dist')).filter((path) => path.endsWith('.js')).map((path) => [path, modifiedAt(join(ROOT, 'dist', path))]));
	const newer = sources.find((path) => modifiedAt(join(ROOT, path)) > (compiled.get(path.replace(/\.ts$/, '.js')) ?? 0));
	const known = new Set(sources.map((path) => path.replace(/\.ts$/, '.js')));
	return newer ?? [...compiled.keys()].find((path) => !known.has(path));
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

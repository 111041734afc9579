/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- compiles the package before its tests; not shipped */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
/** With what they are built by. A folder is modified when a file in it is added or removed. */
const SOURCES = ['nodes', 'credentials', 'icons', 'rollup.config.mjs', 'gulpfile.js', 'tsconfig.json'];
/** Every build writes it. */
const BUILT = 'dist/nodes/shared/core/run.js';

/** The tests run what is built, so jest builds it first when a source is newer. */
export default function buildFirst(): void {
	const isNewer = (path: string) => !existsSync(join(ROOT, BUILT)) || modifiedAt(path) > modifiedAt(BUILT);
	if (!SOURCES.flatMap(withAllBelow).some(isNewer)) return;
	process.stderr.write('dist is not up to date: npm run build\n');
	execFileSync('npm', ['run', 'build', '--silent'], { cwd: ROOT, stdio: 'inherit' });
}

function withAllBelow(path: string): string[] {
	if (!statSync(join(ROOT, path)).isDirectory()) return [path];
	return [path, ...readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' }).map((below) => join(path, below))];
}

function modifiedAt(path: string): number {
	return statSync(join(ROOT, path)).mtimeMs;
}

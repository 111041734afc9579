/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- finds the built package on disk; not shipped */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

/** A source's part of what is shipped: in `dist` when it is a file of its own there, else in `build`. */
export function builtFile(source: string): string {
	const [build, dist] = ['build', 'dist'].map((folder) => join(ROOT, folder, source));
	return existsSync(`${build}.js`) || existsSync(join(build, 'index.js')) ? build : dist;
}

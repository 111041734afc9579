/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- finds the built package on disk; not shipped */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { builtFile } from '../test/builtFile';

const DIST = resolve(__dirname, '../dist');

/** The compiled files that n8n loads at its start, by package.json. */
export function entryFiles(): string[] {
	const { n8n } = JSON.parse(readFileSync(join(DIST, '../package.json'), 'utf8')) as { n8n: Record<'credentials' | 'nodes', string[]> };
	return [...n8n.credentials, ...n8n.nodes].map((file) => join(DIST, '..', file));
}

/** All compiled files of the package. */
export function shippedFiles(): string[] {
	return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.js'))
		.map((file) => join(DIST, file));
}

/**
 * A module as it is shipped, instead of one that tsx compiles.
 * @example const { nextPollDelay } = shipped<typeof import('../nodes/shared/core/wait/pacing')>('shared/core/wait/pacing');
 */
export function shipped<Module>(path: string): Module {
	return createRequire(__filename)(builtFile(join('nodes', path))) as Module;
}

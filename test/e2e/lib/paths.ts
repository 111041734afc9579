/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- finds its way on this machine; not shipped */
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const PACKAGE = resolve(__dirname, '../../..');
export const E2E = resolve(__dirname, '..');
export const EXAMPLES = join(PACKAGE, 'examples');
export const IMAGES = join(PACKAGE, 'docs', 'images');
/** What a run leaves to look at: screenshots and logs; ignored by git. */
export const ARTIFACTS = join(E2E, 'artifacts');

/** Outside the checkout, so that it outlives it; `AISTUDIOS_E2E_CACHE` names another place. */
export const CACHE = process.env.AISTUDIOS_E2E_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'n8n-nodes-aistudios');

const temporary: string[] = [];

/** A folder that is removed when this process ends. */
export function temporaryFolder(purpose: string): string {
	const folder = mkdtempSync(join(tmpdir(), `aistudios-${purpose}-`));
	temporary.push(folder);
	return folder;
}

process.once('exit', () => {
	for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

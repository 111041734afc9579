/* eslint-disable @n8n/community-nodes/no-restricted-imports -- packs and installs the package; not shipped */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE, temporaryFolder } from './paths';
import { run } from './processes';

/** The tarball that would be published, from what is built. */
export async function packed(): Promise<string> {
	const folder = temporaryFolder('tarball');
	await run({ file: 'npm', args: ['pack', '--ignore-scripts', '--pack-destination', folder], cwd: PACKAGE });
	const [tarball] = await readdir(folder);
	return join(folder, tarball);
}

/**
 * A `nodes` folder as n8n's own installer fills it: the package with its dependencies, without the
 * peers, since n8n provides these.
 */
export async function asUsersInstall(tarball: string): Promise<string> {
	const folder = join(temporaryFolder('nodes'), 'nodes');
	await mkdir(folder, { recursive: true });
	const args = ['i', tarball, '--ignore-scripts', '--legacy-peer-deps', '--omit=dev', '--no-audit', '--no-fund', '--prefix', folder];
	await run({ file: 'npm', args, cwd: folder });
	return folder;
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- installs whole n8ns; not shipped */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CACHE, E2E } from './paths';
import { run } from './processes';
import { noteVersion } from './supportMatrix';

/** The n8ns of `test/e2e/n8n/`, each with a lockfile of its own. */
export type Edition = 'newest' | 'node20' | 'version1';

/** A whole n8n on this machine. */
export interface Installation {
	edition: Edition;
	version: string;
	/** The Node to run it with. */
	node: string;
	/** Its `bin/n8n`. */
	program: string;
	folder: string;
}

/** The newest n8n requires this Node, and its installation contains one for Linux. */
const NEWEST_NODE = 24;

/**
 * An n8n from its lockfile, installed once and kept in the cache.
 * @param say called when an installation begins, since it takes minutes
 */
export async function installed(edition: Edition, say: (text: string) => void): Promise<Installation> {
	const source = join(E2E, 'n8n', edition);
	const lock = await readFile(join(source, 'package-lock.json'));
	const hash = createHash('sha256').update(lock).digest('hex').slice(0, 12);
	const folder = join(CACHE, `${edition}-${hash}`);
	if (!existsSync(join(folder, 'complete'))) await installOnce(source, folder, say);
	const { version } = JSON.parse(await readFile(join(folder, 'node_modules', 'n8n', 'package.json'), 'utf8')) as { version: string };
	const node = nodeFor(edition, folder);
	noteVersion({ n8n: version, node: (await run({ file: node, args: ['-p', 'process.versions.node.split(".")[0]'] })).trim() });
	return { edition, version, folder, node, program: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}

const installing = new Map<string, Promise<void>>();

/** Stages that run at the same time wait for the same installation. */
async function installOnce(source: string, folder: string, say: (text: string) => void): Promise<void> {
	const known = installing.get(folder) ?? install(source, folder, say);
	installing.set(folder, known);
	await known;
}

/** Into another folder first, so that an incomplete installation is never used. */
async function install(source: string, folder: string, say: (text: string) => void): Promise<void> {
	const began = Date.now();
	const fresh = `${folder}.${process.pid}`;
	say(`installing n8n from ${source} into ${folder}; this takes some minutes, once`);
	await mkdir(fresh, { recursive: true });
	for (const file of ['package.json', 'package-lock.json']) await copyFile(join(source, file), join(fresh, file));
	// Not `npm ci`: it insists on optional packages for other systems that not every registry has.
	await run({ file: 'npm', args: ['install', '--ignore-scripts', '--no-audit', '--no-fund'], cwd: fresh }, 20);
	await run({ file: 'npm', args: ['rebuild', 'sqlite3', '--ignore-scripts=false'], cwd: fresh }, 10);
	await writeFile(join(fresh, 'complete'), '');
	await rm(folder, { recursive: true, force: true });
	await rename(fresh, folder);
	say(`installed in ${Math.round((Date.now() - began) / 1_000)} s`);
}

function nodeFor(edition: Edition, folder: string): string {
	if (edition !== 'newest' || Number(process.versions.node.split('.')[0]) >= NEWEST_NODE) return process.execPath;
	const own = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
	if (existsSync(own)) return own;
	throw new Error(`The newest n8n runs on Node ${NEWEST_NODE}, and this is ${process.version}. Install Node ${NEWEST_NODE} and try again.`);
}

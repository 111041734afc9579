/* eslint-disable @n8n/community-nodes/no-restricted-imports -- unpacks the tarball; not shipped */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE, temporaryFolder } from './lib/paths';
import { run } from './lib/processes';
import type { Stage } from './run';

interface Analysis {
	passed: boolean;
	message?: string;
	details?: string;
}

/** The parts of n8n's scanner that need no network. */
interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(folder: string, patterns: string[]): Promise<Analysis>;
}

const SCANNER = '@n8n/scan-community-package/scanner/scanner.mjs';
/** What the scanner reads of a tarball. */
const TARBALL_FILE_PATTERNS = ['**/*.js', 'package.json'];

/** What n8n's own scanner finds in the source and in the tarball; a bad package shows that it finds something. */
export async function scanner({ say, tarball }: Stage): Promise<void> {
	const { analyzePackage, SOURCE_FILE_PATTERNS } = (await import(SCANNER)) as Scanner;
	const unpacked = temporaryFolder('unpacked');
	await run({ file: 'tar', args: ['-xzf', tarball, '-C', unpacked, '--strip-components=1'] });
	const findings: Array<[what: string, analysis: Analysis]> = [
		['source', await analyzePackage(PACKAGE, SOURCE_FILE_PATTERNS)],
		['tarball', await analyzePackage(unpacked, TARBALL_FILE_PATTERNS)],
	];
	for (const [what, { passed, message, details }] of findings) {
		if (!passed) throw new Error(`${what}: ${message}\n${details ?? ''}`);
		say(`${what}: no error`);
	}
	if ((await analyzePackage(await badPackage(), TARBALL_FILE_PATTERNS)).passed) throw new Error('The scanner finds nothing in a bad package either.');
	say('a bad package: rejected, as it should be');
}

async function badPackage(): Promise<string> {
	const folder = temporaryFolder('bad');
	await mkdir(join(folder, 'dist'));
	await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'n8n-nodes-bad', version: '1.0.0' }));
	await writeFile(join(folder, 'dist', 'bad.js'), 'console.log(process.env.SECRET);\n');
	return folder;
}

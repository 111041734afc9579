/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reads and writes a document; not shipped */
import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ARTIFACTS, PACKAGE } from './paths';

/** An n8n that a stage has run in. */
export interface TestedVersion {
	/** "2.41.1". */
	n8n: string;
	/** "24": the major version. */
	node: string;
}

const FILE = 'support-matrix.md';
const SUPPORT_MATRIX = join(PACKAGE, 'docs', FILE);

const used = new AsyncLocalStorage<TestedVersion[]>();

/** Notes that the stage that calls it runs in this n8n. */
export function noteVersion(version: TestedVersion): void {
	used.getStore()?.push(version);
}

/** Runs a stage, beside which others may run, and returns the versions that it noted, each once. */
export async function versionsUsedBy(stage: () => Promise<void>): Promise<TestedVersion[]> {
	const noted: TestedVersion[] = [];
	await used.run(noted, stage);
	return noted.filter((version, index) => noted.findIndex((other) => isSame(other, version)) === index);
}

function isSame(one: TestedVersion, other: TestedVersion): boolean {
	return one.n8n === other.n8n && one.node === other.node;
}

/** The versions and the stages that passed in each, newest n8n first, as a document. */
export function supportMatrix(passed: Map<string, TestedVersion[]>): string {
	const versions = [...passed.values()].flat().filter((version, index, all) => all.findIndex((other) => isSame(other, version)) === index);
	const rows = versions
		.sort((one, other) => other.n8n.localeCompare(one.n8n, 'en', { numeric: true }))
		.map((version) => {
			const stages = [...passed].filter(([, noted]) => noted.some((other) => isSame(other, version))).map(([stage]) => stage);
			return `| ${version.n8n} | ${version.node} | ${stages.join(', ')} |`;
		});
	return `# Support matrix

Written by \`npm run test:e2e\` when all of its stages have passed: the versions of n8n and Node.js that the
packed package was installed in, and the stages that ran in them. A stage is a file in \`test/e2e\`.

| n8n | Node.js | Stages |
|---|---|---|
${rows.join('\n')}
`;
}

/** Into the documentation, and beside the pictures and logs of the run. */
export async function writeSupportMatrix(passed: Map<string, TestedVersion[]>): Promise<void> {
	await mkdir(ARTIFACTS, { recursive: true });
	for (const file of [SUPPORT_MATRIX, join(ARTIFACTS, FILE)]) await writeFile(file, supportMatrix(passed));
}

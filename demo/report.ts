/* eslint-disable @n8n/community-nodes/no-restricted-imports -- writes files to disk; not shipped */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { INodeExecutionData } from 'n8n-workflow';
import type { Engine } from '../test/engine/engine';
import { Problem } from './commandLine';
import { nameOf, type Row } from './rows';

/** @throws Problem when there cannot be such a folder: better told before anything is ordered */
export async function makeFolder(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
		throw new Problem(`The folder ${folder} cannot be made (${error.code}).`);
	});
}

/** Copies the videos out of n8n's binary data into a folder. */
export async function saveVideos(engine: Engine, items: INodeExecutionData[], folder: string): Promise<void> {
	for (const { json, binary } of items) {
		if (!binary) continue;
		const video = await engine.binaries.getAsStream(binary.data.id ?? '');
		await pipeline(video, createWriteStream(join(folder, String(json.fileName))));
	}
}

/** The closing table: row, project key, file, size; below it, why a row has no file. */
export function tableOf(rows: Row[], items: INodeExecutionData[]): string {
	const lines = items.map(({ json, binary }, index) => [
		nameOf(rows[index]),
		String(json.projectKey ?? '-'),
		binary ? String(json.fileName) : '-',
		binary ? inWords(Number(json.fileSize)) : '-',
	]);
	const table = [['Row', 'Project key', 'File', 'Size'], ...lines];
	const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)));
	const shown = table.map((line) => line.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
	const failures = items.flatMap(({ json }, index) => (json.error === undefined ? [] : [`${nameOf(rows[index])}: ${String(json.error)}`]));
	return [...shown, ...failures].map((line) => `  ${line}`).join('\n');
}

function inWords(bytes: number): string {
	return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

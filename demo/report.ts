/* eslint-disable @n8n/community-nodes/no-restricted-imports -- writes files to disk; not shipped */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { INodeExecutionData } from 'n8n-workflow';
import type { Engine } from '../test/engine/engine';
import { rowName, type Row } from './rows';
import { fail } from './userError';

/** @throws UserError when the folder cannot be created: checked before anything is exported */
export async function createFolder(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) =>
		fail(`The folder ${folder} cannot be created (${error.code}).`),
	);
}

/** Copies the videos from n8n's binary data to a folder. */
export async function saveVideos(engine: Engine, items: INodeExecutionData[], folder: string): Promise<void> {
	for (const { json, binary } of items) {
		if (!binary) continue;
		const video = await engine.binaries.getAsStream(binary.data.id ?? '');
		await pipeline(video, createWriteStream(join(folder, String(json.fileName))));
	}
}

/** A table of row, project key, file and size; below it, why a row has no file. */
export function summaryTable(rows: Row[], items: INodeExecutionData[]): string {
	const lines = items.map(({ json, binary }, index) => [
		rowName(rows[index]),
		String(json.projectKey ?? '-'),
		binary ? String(json.fileName) : '-',
		binary ? formatBytes(Number(json.fileSize)) : '-',
	]);
	const table = [['Row', 'Project key', 'File', 'Size'], ...lines];
	const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)));
	const formatted = table.map((line) => line.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
	const errors = items.flatMap(({ json }, index) => (json.error === undefined ? [] : [`${rowName(rows[index])}: ${String(json.error)}`]));
	return [...formatted, ...errors].map((line) => `  ${line}`).join('\n');
}

function formatBytes(bytes: number): string {
	return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

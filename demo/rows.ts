/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reads a file from disk; not shipped */
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { Problem, refuse } from './commandLine';

/** One line of the spreadsheet: heading → cell. */
export type Row = Record<string, string>;

/** @throws Problem when there is no such file, it is not CSV, or it holds no row */
export async function readRows(path: string): Promise<Row[]> {
	const rows = parsed(await textOf(path), path);
	if (rows.length === 0) throw new Problem(`${path} holds no rows below its headings.`);
	return rows;
}

/** What a row is called in the terminal and in its file's name: its first cell. */
export function nameOf(row: Row): string {
	return Object.values(row)[0] ?? '';
}

async function textOf(path: string): Promise<string> {
	return await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
		throw new Problem(error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${error.code}).`);
	});
}

function parsed(text: string, path: string): Row[] {
	try {
		return parse(text, { columns: true, bom: true, skip_empty_lines: true });
	} catch (error) {
		return refuse(`${path} is not the CSV it should be: ${(error as Error).message}.`);
	}
}

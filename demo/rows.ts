/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reads a file from disk; not shipped */
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { fail, UserError } from './userError';

/** One row of the spreadsheet: column → cell. */
export type Row = Record<string, string>;

/** @throws UserError when there is no such file, it is not CSV, or it contains no rows */
export async function readRows(path: string): Promise<Row[]> {
	const rows = parseCsv(await readCsv(path), path);
	if (rows.length === 0) throw new UserError(`${path} contains no rows below the column names.`);
	return rows;
}

/** The name of a row in the terminal and in its file name: its first cell. */
export function rowName(row: Row): string {
	return Object.values(row)[0] ?? '';
}

async function readCsv(path: string): Promise<string> {
	return await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) =>
		fail(error.code === 'ENOENT' ? `The file ${path} does not exist.` : `The file ${path} cannot be read (${error.code}).`),
	);
}

function parseCsv(text: string, path: string): Row[] {
	try {
		return parse(text, { columns: true, bom: true, skip_empty_lines: true });
	} catch (error) {
		return fail(`The file ${path} is not valid CSV: ${(error as Error).message}.`);
	}
}

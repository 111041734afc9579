/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs a program; not shipped */
import { join } from 'node:path';
import type { N8n } from './n8n';
import { run } from './processes';

const SCRIPT = `
const { Database } = require('sqlite3');
const database = new Database(process.argv[1]);
database.configure('busyTimeout', 10_000);
database.run(process.argv[2], (error) => { if (error) throw error; });
`;

/** Changes the SQLite database of an n8n, which may be running. */
export async function changeDatabase({ home, installation }: N8n, statement: string): Promise<void> {
	await run({ file: installation.node, args: ['-e', SCRIPT, join(home, '.n8n', 'database.sqlite'), statement], cwd: installation.folder });
}

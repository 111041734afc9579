/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command for the terminal; not shipped */
import { createInterface } from 'node:readline/promises';

/** Whether the person at the terminal says yes. */
export async function confirm(question: string): Promise<boolean> {
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	const response = await terminal.question(`${question} (y/N) `);
	terminal.close();
	return /^y(es)?$/i.test(response.trim());
}

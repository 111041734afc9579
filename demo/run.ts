/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command for the terminal; not shipped */
import { resolve } from 'node:path';
import { Engine } from '../test/engine/engine';
import { readCommandLine, USAGE, type DemoOptions } from './commandLine';
import { createVideos } from './createVideos';
import { createFolder, summaryTable } from './report';
import { readRows } from './rows';
import { openService } from './service';
import { confirm } from './terminal';
import { UserError } from './userError';
import { dryRun, type DryRunResult } from './workflow';

function print(text: string): void {
	process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
	const options = readCommandLine(process.argv.slice(2), process.env);
	if (options === 'help') return print(USAGE);
	const rows = await readRows(options.csv);
	const service = await openService(options);
	process.env.N8N_LOG_LEVEL ??= 'silent';
	const engine = await Engine.start();
	try {
		print(service.description);
		const plan = await dryRun(engine, rows, service);
		const placeholders = plan.placeholders.map((name) => `##${name}##`).join(', ');
		print(`${rows.length} ${rows.length === 1 ? 'row' : 'rows'} in ${options.csv}\nPlaceholders in the template: ${placeholders || 'none'}\n`);
		if (options.account && !(await isConfirmed(plan, options))) return print('Nothing was exported.');

		await createFolder(options.out);
		const startedAt = Date.now();
		const items = await createVideos(engine, rows, service, resolve(options.out));
		const saved = items.filter(({ binary }) => binary).length;
		const seconds = Math.round((Date.now() - startedAt) / 1_000);
		print(`\n${summaryTable(rows, items)}\n\nSaved ${saved} of ${rows.length} videos in ${seconds} seconds to ${resolve(options.out)}`);
		if (saved < rows.length) process.exitCode = 1;
	} finally {
		await service.stop();
		await engine.stop();
	}
}

/**
 * Asks before money is spent.
 * @throws UserError without a terminal and without --yes
 */
async function isConfirmed({ videos }: DryRunResult, { api, yes }: DemoOptions): Promise<boolean> {
	const currency = api === 'v2' ? 'cubes' : 'credits';
	print(`This exports ${videos} ${videos === 1 ? 'video' : 'videos'} with your AI Studios account, which costs ${currency}.`);
	if (yes) return true;
	if (!process.stdin.isTTY) {
		throw new UserError('Confirming this takes a terminal: run the demo in one, or add --yes. Nothing was exported.');
	}
	return await confirm('Continue?');
}

main().catch((error: unknown) => {
	process.stderr.write(error instanceof UserError ? `${error.message}\n` : `${(error as Error).stack ?? String(error)}\n`);
	process.exitCode = 1;
});

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command for the terminal; not shipped */
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Engine } from '../test/engine/engine';
import { boardFor } from './board';
import { Problem, readCommandLine, USAGE, type DemoOptions } from './commandLine';
import { makeFolder, saveVideos, tableOf } from './report';
import { nameOf, readRows, type Row } from './rows';
import { openService, type Service } from './service';
import { watchProgress } from './watch';
import { dryRun, makeVideos, sentenceOf } from './workflow';

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
	const options = readCommandLine(process.argv.slice(2), process.env);
	if (options === 'help') return say(USAGE);
	const rows = await readRows(options.csv);
	const service = await openService(options);
	process.env.N8N_LOG_LEVEL ??= 'silent';
	const engine = await Engine.start();
	try {
		say(service.introduction);
		const { placeholders, videos } = await dryRun(engine, rows, service);
		say(`${rows.length} rows from ${options.csv}; the template takes ${placeholders.map((name) => `##${name}##`).join(', ') || 'nothing'}.\n`);
		if (options.account && !(await isAgreed(videos, options))) return say('Nothing was ordered.');
		await makeFolder(options.out);
		await makeAndSave(engine, rows, service, resolve(options.out));
	} finally {
		await service.stop();
		await engine.stop();
	}
}

async function makeAndSave(engine: Engine, rows: Row[], service: Service, folder: string): Promise<void> {
	const begun = Date.now();
	const board = boardFor(process.stdout);
	const projectKeys = new Set<string>();
	let stopped = false;
	const unwatch = watchProgress(projectKeys, (key, { progress, state }) =>
		board.update(key, progress, state === 'complete' ? 'rendered' : state),
	);
	const { items, error } = await makeVideos(engine, rows, service, {
		onStart: (stop) =>
			process.once('SIGINT', () => {
				stopped = true;
				stop();
			}),
		onOrdered: (ordered) => {
			for (const [index, { json }] of ordered.entries()) {
				const key = String(json.projectKey);
				if (!projectKeys.has(key)) board.add(key, nameOf(rows[index]));
				projectKeys.add(key);
			}
		},
	});
	unwatch();
	if (!error) {
		await saveVideos(engine, items, folder);
		for (const { json, binary } of items) board.update(String(json.projectKey), Number(json.progress ?? 0), binary ? 'saved' : 'failed');
	}
	board.stop();
	const ordered = projectKeys.size > 0 ? ` The videos ordered go on rendering: ${[...projectKeys].join(', ')}.` : '';
	if (stopped) throw new Problem(`Stopped.${ordered}`);
	if (error) throw new Problem(sentenceOf(error) + ordered);
	const saved = items.filter(({ binary }) => binary).length;
	say(`\n${tableOf(rows, items)}\n\n${saved} of ${rows.length} videos after ${Math.round((Date.now() - begun) / 1_000)} seconds, in ${folder}`);
	if (saved < rows.length) process.exitCode = 1;
}

/** Asks before money is spent; without a terminal only --yes will do. */
async function isAgreed(videos: number, { api, yes }: DemoOptions): Promise<boolean> {
	const money = api === 'v2' ? 'cubes' : 'credits';
	say(`This orders ${videos} ${videos === 1 ? 'video' : 'videos'} from AI Studios, which costs ${money} of your account.`);
	if (yes) return true;
	if (!process.stdin.isTTY) throw new Problem('There is no terminal to ask in: add --yes to order. Nothing was ordered.');
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	const answer = await terminal.question('Order them? (y/N) ');
	terminal.close();
	return /^y(es)?$/i.test(answer.trim());
}

main().catch((error: unknown) => {
	process.stderr.write(error instanceof Problem ? `${error.message}\n` : `${(error as Error).stack ?? String(error)}\n`);
	process.exitCode = 1;
});

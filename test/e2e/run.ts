/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a command for the terminal; not shipped */
import { agent } from './agent';
import { approval } from './approval';
import { browser } from './browser';
import { examples } from './examples';
import { failures } from './failures';
import { headless } from './headless';
import { asUsersInstall, packed } from './lib/package';
import { versionsUsedBy, writeSupportMatrix, type TestedVersion } from './lib/supportMatrix';
import { payments } from './payments';
import { queue } from './queue';
import { scanner } from './scanner';
import { scriptToVideo } from './scriptToVideo';
import { survive } from './survive';
import { surviveCrashes } from './surviveCrashes';
import { surviveEditor } from './surviveEditor';
import { surviveOlder } from './surviveOlder';
import { surviveQueue } from './surviveQueue';
import { trigger } from './trigger';
import { webhook } from './webhook';

/** What a stage gets to work with. */
export interface Stage {
	/** Prints a line of this stage. */
	say(text: string): void;
	/** The tarball that would be published. */
	tarball: string;
	/** It, installed as a user's n8n does it: copied into each n8n's `.n8n/nodes`. */
	nodes: string;
	/** Whether the README's pictures are replaced. */
	pictures: boolean;
}

type Stages = Record<string, (stage: Stage) => Promise<void>>;

/**
 * Groups of stages that run beside each other, the stages of a group one after the other: a wait that
 * survives a restart is parked for at least 66 seconds, in which the machine has time for the others.
 */
const GROUPS: Stages[] = [
	{
		scanner,
		headless: headless('newest'),
		'headless-node20': headless('node20', ['simulator', 'designed-project', 'durable-loop']),
		'headless-version1': headless('version1', ['simulator', 'designed-project', 'durable-loop']),
		failures,
		webhook,
		trigger,
		payments,
		approval,
		agent,
		browser,
		'script-to-video': scriptToVideo,
		queue,
	},
	{
		survive,
		'survive-editor': surviveEditor,
		examples,
	},
	{
		'survive-crashes': surviveCrashes,
		'survive-older': surviveOlder,
		'survive-queue': surviveQueue,
	},
];
const STAGES = GROUPS.flatMap((group) => Object.keys(group));

/** `npm run test:e2e -- browser --pictures` */
const PICTURES = '--pictures';

function print(text: string): void {
	process.stdout.write(`${text}\n`);
}

async function main(words: string[]): Promise<void> {
	const pictures = words.includes(PICTURES);
	const wanted = words.filter((word) => word !== PICTURES);
	const unknown = wanted.filter((name) => !STAGES.includes(name));
	if (unknown.length > 0) throw new Error(`No stage "${unknown[0]}". There are: ${STAGES.join(', ')}.`);
	const tarball = await packed();
	const stage = { tarball, nodes: await asUsersInstall(tarball), pictures };
	const passed = new Map<string, TestedVersion[]>();
	const failed: string[] = [];
	await Promise.all(
		GROUPS.map(async (group) => {
			for (const [name, runStage] of Object.entries(group)) {
				if (wanted.length > 0 && !wanted.includes(name)) continue;
				const say = (text: string) => print(`${name}: ${text}`);
				const began = Date.now();
				try {
					passed.set(name, await versionsUsedBy(async () => await runStage({ ...stage, say })));
					say(`passed in ${seconds(began)} s\n`);
				} catch (error) {
					failed.push(name);
					say(`FAILED after ${seconds(began)} s: ${(error as Error).message}\n`);
				}
			}
		}),
	);
	if (passed.size === STAGES.length) await writeSupportMatrix(new Map(STAGES.map((name) => [name, passed.get(name) ?? []])));
	if (failed.length > 0) throw new Error(`\nFailed: ${failed.join(', ')}`);
}

function seconds(began: number): string {
	return ((Date.now() - began) / 1_000).toFixed(1);
}

main(process.argv.slice(2)).then(
	() => process.exit(0),
	(error: Error) => {
		process.stderr.write(`${error.message}\n`);
		process.exit(1);
	},
);

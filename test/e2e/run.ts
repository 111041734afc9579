/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a command for the terminal; not shipped */
import { agent } from './agent';
import { approval } from './approval';
import { browser } from './browser';
import { failures } from './failures';
import { headless } from './headless';
import { asUsersInstall, packed } from './lib/package';
import { notedVersions, writeSupportMatrix, type TestedVersion } from './lib/supportMatrix';
import { payments } from './payments';
import { queue } from './queue';
import { scanner } from './scanner';
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

const STAGES: Record<string, (stage: Stage) => Promise<void>> = {
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
	queue,
	survive,
	'survive-crashes': surviveCrashes,
	'survive-editor': surviveEditor,
	'survive-older': surviveOlder,
	'survive-queue': surviveQueue,
};

/** `npm run test:e2e -- browser --pictures` */
const PICTURES = '--pictures';

function print(text: string): void {
	process.stdout.write(`${text}\n`);
}

async function main(words: string[]): Promise<void> {
	const pictures = words.includes(PICTURES);
	const wanted = words.filter((word) => word !== PICTURES);
	const unknown = wanted.filter((name) => !(name in STAGES));
	if (unknown.length > 0) throw new Error(`No stage "${unknown[0]}". There are: ${Object.keys(STAGES).join(', ')}.`);
	const tarball = await packed();
	const nodes = await asUsersInstall(tarball);
	const failed: string[] = [];
	const passed = new Map<string, TestedVersion[]>();
	for (const name of wanted.length > 0 ? wanted : Object.keys(STAGES)) {
		const began = Date.now();
		print(`\n${name}`);
		try {
			await STAGES[name]({ tarball, nodes, pictures, say: (text) => print(`  ${text}`) });
			passed.set(name, notedVersions());
			print(`  passed in ${seconds(began)} s`);
		} catch (error) {
			failed.push(name);
			notedVersions();
			print(`  FAILED after ${seconds(began)} s: ${(error as Error).message}`);
		}
	}
	if (passed.size === Object.keys(STAGES).length) await writeSupportMatrix(passed);
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

/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a command reads its arguments; this file is not shipped */
import { parseArgs } from 'node:util';

import type { SimulatorOptions } from './options';

export const USAGE = `Usage: npm run simulator [-- --port 4010 --files-port 4011 --speed 20 --balance 10000 --seed 1]

  --port        where the API listens (4010)
  --files-port  where the finished videos are (the port after it)
  --speed       simulated seconds per real second (20: a render takes 3 to 30 seconds)
  --balance     cubes or credits to begin with, one per scene exported (10000)
  --seed        another number gives other keys and durations (1)`;

const NUMBERS = ['port', 'files-port', 'speed', 'balance', 'seed'] as const;
const DEFAULTS = { port: 4010, speed: 20, balance: 10_000, seed: 1 };
const LAST_PORT = 65_535;

/**
 * Reads the words behind `npm run simulator --`.
 *
 * @returns options for the simulator, 'help', or a sentence about what is wrong
 */
export function readCommandLine(words: string[]): SimulatorOptions | 'help' | { problem: string } {
	if (words.includes('--help') || words.includes('-h')) return 'help';
	const options = Object.fromEntries(NUMBERS.map((name) => [name, { type: 'string' as const }]));
	let given: Record<string, unknown>;
	try {
		given = parseArgs({ args: words, options }).values;
	} catch (error) {
		return { problem: (error as Error).message.split('. ')[0] + '.' };
	}
	const wrong = NUMBERS.find((name) => given[name] !== undefined && !isNumberFor(name, Number(given[name])));
	if (wrong) return { problem: `--${wrong} cannot be "${String(given[wrong])}".` };

	const number = (name: keyof typeof DEFAULTS) => Number(given[name] ?? DEFAULTS[name]);
	const apiPort = number('port');
	const filesPort = Number(given['files-port'] ?? Math.min(apiPort + 1, LAST_PORT));
	if (apiPort === filesPort) return { problem: 'The API and the files need two ports.' };
	return { apiPort, filesPort, speed: number('speed'), balance: number('balance'), seed: number('seed') };
}

function isNumberFor(name: (typeof NUMBERS)[number], value: number): boolean {
	if (!Number.isFinite(value)) return false;
	if (name.endsWith('port')) return Number.isInteger(value) && value >= 1 && value <= LAST_PORT;
	return name === 'speed' ? value > 0 : value >= 0;
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a command reads its arguments; this file is not shipped */
import { parseArgs } from 'node:util';

import type { SimulatorOptions } from './options';

export const USAGE = `Usage: npm run simulator [-- options]

Runs a simulated AI Studios on this machine until you press Ctrl+C.

Options:
  --port NUMBER        Port of the API (default: 4010)
  --files-port NUMBER  Port of the finished videos (default: the port after --port)
  --speed NUMBER       Simulated seconds per real second (default: 20, a render takes 3 to 30 seconds)
  --balance NUMBER     Cubes or credits at the start; each scene exported costs one (default: 10000)
  --seed NUMBER        Seed of the project keys and render times (default: 1)
  --help               Show this text`;

const NUMBERS = ['port', 'files-port', 'speed', 'balance', 'seed'] as const;
const DEFAULTS = { port: 4010, speed: 20, balance: 10_000, seed: 1 };
const MAX_PORT = 65_535;

const EXPECTED: Record<(typeof NUMBERS)[number], string> = {
	port: `a number from 1 to ${MAX_PORT}`,
	'files-port': `a number from 1 to ${MAX_PORT}`,
	speed: 'a number above 0',
	balance: 'a number of 0 or more',
	seed: 'a number of 0 or more',
};

/**
 * Parses the arguments after `npm run simulator --`.
 *
 * @returns the simulator's options, 'help', or a sentence that says what is wrong
 */
export function readCommandLine(args: string[]): SimulatorOptions | 'help' | { problem: string } {
	if (args.includes('--help') || args.includes('-h')) return 'help';
	const options = Object.fromEntries(NUMBERS.map((name) => [name, { type: 'string' as const }]));
	let given: Record<string, unknown>;
	try {
		given = parseArgs({ args, options }).values;
	} catch (error) {
		return { problem: (error as Error).message.split('. ')[0] + '.' };
	}
	const wrong = NUMBERS.find((name) => given[name] !== undefined && !isValid(name, Number(given[name])));
	if (wrong) return { problem: `--${wrong} must be ${EXPECTED[wrong]}, not "${String(given[wrong])}".` };

	const number = (name: keyof typeof DEFAULTS) => Number(given[name] ?? DEFAULTS[name]);
	const apiPort = number('port');
	const filesPort = Number(given['files-port'] ?? Math.min(apiPort + 1, MAX_PORT));
	if (apiPort === filesPort) return { problem: '--port and --files-port must be different.' };
	return { apiPort, filesPort, speed: number('speed'), balance: number('balance'), seed: number('seed') };
}

function isValid(name: (typeof NUMBERS)[number], value: number): boolean {
	if (!Number.isFinite(value)) return false;
	if (name.endsWith('port')) return Number.isInteger(value) && value >= 1 && value <= MAX_PORT;
	return name === 'speed' ? value > 0 : value >= 0;
}

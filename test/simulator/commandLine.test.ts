import { readCommandLine } from './commandLine';

test.each<[args: string, expected: unknown]>([
	['', { apiPort: 4010, filesPort: 4011, speed: 20, balance: 10_000, seed: 1 }],
	['--port 5000 --speed=0.5', { apiPort: 5000, filesPort: 5001, speed: 0.5, balance: 10_000, seed: 1 }],
	['--port 5000 --files-port 6000', { apiPort: 5000, filesPort: 6000, speed: 20, balance: 10_000, seed: 1 }],
	['--balance 0 --seed 7', { apiPort: 4010, filesPort: 4011, speed: 20, balance: 0, seed: 7 }],
	['--help', 'help'],
	['--port 99999', { problem: '--port must be a number from 1 to 65535, not "99999".' }],
	['--speed fast', { problem: '--speed must be a number above 0, not "fast".' }],
	['--speed 0', { problem: '--speed must be a number above 0, not "0".' }],
	['--port 5000 --files-port 5000', { problem: '--port and --files-port must be different.' }],
	['--sped 3', { problem: "Unknown option '--sped'." }],
	['faster', { problem: "Unexpected argument 'faster'." }],
])('The command line "%s"', (args, expected) => {
	expect(readCommandLine(args.split(' ').filter(Boolean))).toEqual(expected);
});

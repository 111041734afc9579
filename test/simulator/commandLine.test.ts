import { readCommandLine } from './commandLine';

test.each<[string, string[], unknown]>([
	['nothing', [], { apiPort: 4010, filesPort: 4011, speed: 20, balance: 10_000, seed: 1 }],
	[
		'a port and a speed',
		['--port', '5000', '--speed=0.5'],
		expect.objectContaining({ apiPort: 5000, filesPort: 5001, speed: 0.5 }),
	],
	[
		'both ports',
		['--port', '5000', '--files-port', '6000'],
		expect.objectContaining({ apiPort: 5000, filesPort: 6000 }),
	],
	['a plea for help', ['--help'], 'help'],
	['a port that is none', ['--port', '99999'], { problem: '--port cannot be "99999".' }],
	['a speed that is no number', ['--speed', 'fast'], { problem: '--speed cannot be "fast".' }],
	['time that stands still', ['--speed', '0'], { problem: '--speed cannot be "0".' }],
	[
		'the same port twice',
		['--port', '5000', '--files-port', '5000'],
		{ problem: 'The API and the files need two ports.' },
	],
	['an unknown option', ['--sped', '3'], { problem: "Unknown option '--sped'." }],
	['a stray word', ['faster'], { problem: "Unexpected argument 'faster'." }],
])('the command line with %s', (_what, words, expected) => {
	expect(readCommandLine(words)).toEqual(expected);
});

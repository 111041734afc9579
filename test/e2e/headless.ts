import { startSimulator, type Simulator } from '../simulator';
import { checkVideos, errorOf, itemsOf, runIn } from './lib/executions';
import { installed, type Edition } from './lib/installation';
import { N8n } from './lib/n8n';
import { CREDENTIALS, storedCredentials, type Generation } from './lib/simulation';
import { example, exampleNames, nodeNamed, withCredential, withLocalEnds, type Example, type Rows } from './lib/workflows';
import type { Stage } from './run';

/** Simulated seconds per real one, and how long renders take: one to three real seconds. */
const PACE = { speed: 20, renderSeconds: [20, 60] as [number, number], withSamples: true };

/** An example, and how many videos it must output. */
interface ExampleRun {
	name: string;
	generation: Generation;
	rows?: Rows;
	videos: number;
	/** Another node that all of them must reach. */
	end?: string;
}

const SHEET = ['Ada', 'Mei', 'Olu'].map((name, index) => ({
	row_number: index + 2,
	'First Name': name,
	Script: 'A "quoted" line,\nand another \\ one 👋',
	'Intro Video URL': 'https://example.com/media/intro.mp4',
	'Image URL': 'https://example.com/media/portrait.png',
	'Outro Video URL': 'https://example.com/media/outro.mp4',
	'Project Key': '',
	Error: '',
	Video: name === 'Olu' ? 'https://example.com/done.mp4' : '',
}));
const CONTACT = { properties: { firstname: { value: 'Ada' }, email: { value: 'ada@example.com' } } };

const RUNS: ExampleRun[] = [
	{ name: 'simulator', generation: 'v2', videos: 3 },
	{ name: 'designed-project', generation: 'v3', videos: 2 },
	{ name: 'durable-loop', generation: 'v2', videos: 3 },
	{ name: 'google-sheets', generation: 'v2', rows: { 'Read the Rows': SHEET }, videos: 2, end: 'Note the Video' },
	{ name: 'hubspot-email', generation: 'v2', rows: { 'Get the Contact': [CONTACT] }, videos: 1, end: 'Send the Mail' },
];

/** The project again: its token is stored by then. */
const ALL = [...RUNS.map(({ name }) => name), 'designed-project'];

/** Imports every example into a whole n8n and runs those whose other ends can be local ones. */
export function headless(edition: Edition, names = ALL) {
	return async ({ say, nodes }: Stage): Promise<void> => {
		const installation = await installed(edition, say);
		const simulator = await startSimulator(PACE);
		const n8n = await N8n.create(installation, nodes);
		try {
			say(`n8n ${installation.version} on Node ${(await n8n.nodeVersion()).trim()}`);
			await n8n.importCredentials(storedCredentials(simulator));
			await importAll(n8n, say);
			for (const name of names) {
				const exampleRun = RUNS.find((candidate) => candidate.name === name);
				if (exampleRun) await check(exampleRun, n8n, simulator, say);
			}
		} finally {
			await simulator.stop();
		}
	};
}

async function importAll(n8n: N8n, say: Stage['say']): Promise<void> {
	const names = exampleNames();
	const runnable = RUNS.map(local);
	await n8n.importWorkflows([...names.map(example), ...runnable]);
	const stored = (await n8n.exportWorkflows()) as Example[];
	const missing = names.filter((name) => !stored.some(({ id }) => id === example(name).id));
	if (missing.length > 0) throw new Error(`Not imported: ${missing.join(', ')}`);
	say(`${names.length} examples imported: ${names.join(', ')}`);
}

function local({ name, generation, rows }: ExampleRun): Example {
	return withLocalEnds(withCredential(example(name), CREDENTIALS[generation]), rows);
}

async function check(exampleRun: ExampleRun, n8n: N8n, simulator: Simulator, say: Stage['say']): Promise<void> {
	const { name, generation, videos, end } = exampleRun;
	const began = Date.now();
	const [exportsBefore, tokensBefore] = [simulator.exports.length, simulator.requestsTo('token').length];
	const run = runIn(await n8n.command('execute', `--id=${local(exampleRun).id}`, '--rawOutput'));
	const error = errorOf(run);
	if (error) throw new Error(`${name} ended with an error: ${error}`);
	const keys = await checkVideos(itemsOf(run, nodeNamed(example(name), 'aiStudiosWaitAndDownload')), n8n, simulator);
	const exported = simulator.exports.length - exportsBefore;
	if (keys.length !== videos || new Set(keys).size !== videos || exported !== videos) {
		throw new Error(`${name} should output ${videos} videos: it exported ${exported} and output ${keys.length}.`);
	}
	if (end && itemsOf(run, end).length !== videos) throw new Error(`${name}: ${end} should have been reached ${videos} times.`);
	const tokens = simulator.requestsTo('token').length - tokensBefore;
	const expected = generation === 'v3' && tokensBefore === 0 ? 1 : 0;
	if (tokens !== expected) throw new Error(`${name} exchanged ${tokens} tokens instead of ${expected}.`);
	const seconds = ((Date.now() - began) / 1_000).toFixed(1);
	say(`${name} (${generation}): MP4s with the right hash ${videos}, tokens exchanged ${tokens}, ${seconds} s`);
}

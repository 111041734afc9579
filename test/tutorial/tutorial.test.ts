/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs the vendor's script as it stands; not shipped */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Engine } from '../engine/engine';
import { credentialFor } from '../engine/generations';
import { startSimulator, type Simulator } from '../simulator';

/** The vendor's text stays where it is: it is read when the test runs, and never enters the project. */
const TUTORIAL = resolve(__dirname, '../../../shared/seeds/export-from-json-template.md');
const isThere = existsSync(TUTORIAL);

const MEDIA: Record<string, string> = {
	INTRO_VIDEO_URL: 'http://localhost/intro.mp4',
	IMAGE_URL: 'http://localhost/picture.png',
	OUTRO_VIDEO_URL: 'http://localhost/outro.mp4',
};

/** The same seed gives the same keys, so the first project of both simulators has the same video. */
const SAME = { seed: 77, speed: 20_000, render: { seconds: 60 } };

const SKIPPED = "SKIPPED, because ../shared/seeds is not there: the vendor's tutorial";

/** Jest says nothing of files in which all tests are skipped. */
if (!isThere) process.stderr.write(`${SKIPPED}\n`);

describe(isThere ? "The vendor's tutorial" : SKIPPED, () => {
	const test = isThere ? it : it.skip;
	let folder: string;
	let theirs: Simulator;
	let ours: Simulator;
	let engine: Engine;

	beforeAll(async () => {
		if (!isThere) return;
		folder = await mkdtemp(join(tmpdir(), 'aistudios-tutorial-'));
		[theirs, ours, engine] = await Promise.all([startSimulator(SAME), startSimulator(SAME), Engine.start()]);
	});

	afterAll(async () => {
		if (!isThere) return;
		await Promise.all([theirs.stop(), ours.stop(), engine.stop(), rm(folder, { recursive: true, force: true })]);
	});

	test('its full script and the nodes with its template send the same export and download the same bytes', async () => {
		const script = fullScript(await readFile(TUTORIAL, 'utf8'));

		const [fileName, theirBytes] = await runScript(pointedAt(theirs, script), folder);
		const { items, error } = await engine.run({
			rows: [MEDIA],
			steps: [
				{
					node: 'aiStudiosExportProject',
					parameters: { template: templateIn(script), values: { mappingMode: 'autoMapInputData', value: null } },
				},
				{ node: 'aiStudiosGetProgress' },
				{ node: 'aiStudiosWaitAndDownload', parameters: { options: { pollInterval: 0.05 } } },
			],
			credential: credentialFor('v2', ours),
		});

		expect(error).toBeUndefined();
		expect(ours.exports.map(({ body }) => body)).toEqual(theirs.exports.map(({ body }) => body));
		expect(ours.exports).toHaveLength(1);
		expect(items[0].json.fileName).toBe(fileName);
		expect((await engine.bytes(items[0])).equals(theirBytes)).toBe(true);
		expect(theirBytes.length).toBeGreaterThan(6_000);
	});
});

/** The last code block of the page. */
function fullScript(page: string): string {
	const [, script] = /```js\n((?:(?!```)[^])*)```\s*$/.exec(page) ?? [];
	if (!script?.includes('node-fetch')) throw new Error('The tutorial no longer ends with its full script.');
	return script;
}

/** The template as the reader of the tutorial would copy it out of the script. */
function templateIn(script: string): string {
	const [, template] = /`(\{[^`]*\})`/.exec(script) ?? [];
	return template;
}

/** Only host, key, placeholders and, for loopback, https are changed; Node's own fetch stands in for the package. */
function pointedAt({ url, credentials }: Simulator, script: string): string {
	const changed = script
		.replace(/^import fetch from ["']node-fetch["'];?$/m, '')
		.replace(/^(import https from )["']https["']/m, '$1"http"')
		.replaceAll('https://aistudios.com/api/odin', `${url}/api/odin`)
		.replaceAll('##JWT##', credentials.apiKey)
		.replace(/##(\w+)##/g, (placeholder, name: string) => MEDIA[name] ?? placeholder);
	if (/##\w+##|node-fetch|from "https"/.test(changed)) throw new Error('Something in the script was not changed.');
	return changed;
}

/** @returns the name and the bytes of the one file that the script leaves in its folder */
async function runScript(script: string, folder: string): Promise<[string, Buffer]> {
	const videos = join(folder, 'videos');
	await mkdir(videos);
	await writeFile(join(folder, 'tutorial.mjs'), script);
	await promisify(execFile)(process.execPath, ['tutorial.mjs'], { cwd: folder });
	const [fileName, ...others] = await readdir(videos);
	expect(others).toEqual([]);
	return [fileName, await readFile(join(videos, fileName))];
}

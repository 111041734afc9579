/* eslint-disable @n8n/community-nodes/no-restricted-imports -- hashes files and reads one from disk; not shipped */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { Blog } from './lib/blog';
import { checkVideos, errorOf, itemsOf, runIn } from './lib/executions';
import { installed } from './lib/installation';
import { Internet } from './lib/internet';
import { N8n } from './lib/n8n';
import { Rest } from './lib/owner';
import { PACKAGE } from './lib/paths';
import { check } from './lib/running';
import { Sheet, withSheet } from './lib/sheet';
import { CREDENTIALS, storedCredentials, type Generation } from './lib/simulation';
import { Slack, SLACK } from './lib/slack';
import { until } from './lib/until';
import { example, withCredential, type Example } from './lib/workflows';
import { YouTube, YOUTUBE } from './lib/youtube';
import type { Stage } from './run';

const PACE = { speed: 20, renderSeconds: [20, 60] as [number, number] };
const TALK = readFileSync(join(PACKAGE, 'test/simulator/assets/sea.mp4'));
const SCRIPTS = ['Good morning.', 'A "quoted" line,\nand another \\ one 👋'].map((Script) => ({ Script, Language: 'en', Avatar: 'M000000001', Audio: '' }));
const LANGUAGES = ['ko-KR', 'ja-JP', 'es-ES'];
/** n8n polls every minute at most. */
const POLL_SECONDS = 150;

interface Setup {
	say: Stage['say'];
	n8n: N8n;
	simulator: Simulator;
	sheet: Sheet;
	blog: Blog;
	youtube: YouTube;
	slack: Slack;
}

/** The examples of what begins without a template, each to its bytes. Google Sheets and Drive are local ones; YouTube and Slack are n8n's own nodes. */
export async function examples({ say, nodes }: Stage): Promise<void> {
	const installation = await installed('newest', say);
	const [youtube, slack] = [new YouTube(), new Slack()];
	const [simulator, sheet, blog, internet] = await Promise.all([
		startSimulator(PACE),
		Sheet.open(),
		Blog.open({ '/talk.mp4': TALK }),
		Internet.open({ 'www.googleapis.com': youtube.respond, 'slack.com': slack.respond }),
	]);
	const n8n = await N8n.create(installation, nodes, internet.settings);
	const setup = { say, n8n, simulator, sheet, blog, youtube, slack };
	try {
		say(`n8n ${installation.version}`);
		await n8n.importCredentials([
			...storedCredentials(simulator),
			{ ...YOUTUBE, type: 'youTubeOAuth2Api', data: youtube.credential },
			{ ...SLACK, type: 'slackApi', data: slack.credential },
		]);
		await n8n.importWorkflows([local('speech-files', 'v2', setup), local('speech-files', 'v3', setup), local('dub-into-languages', 'v3', setup), ...activated(setup)]);
		await speechFiles('v2', setup);
		await speechFiles('v3', setup);
		await dub(setup);
		await startedByTriggers(setup);
	} finally {
		await Promise.all([simulator.stop(), sheet.close(), blog.close(), internet.close()]);
	}
}

const activated = (setup: Setup) => [local('blog-to-youtube', 'v3', setup), local('finished-to-slack', 'v3', setup)];

/** The rows of the sheet get links to audio that has the right bytes; run again, it creates nothing. */
async function speechFiles(generation: Generation, setup: Setup): Promise<void> {
	const { sheet, simulator, say } = setup;
	sheet.rows.length = 0;
	sheet.append(...SCRIPTS);
	const before = simulator.creations.length;
	await execute('speech-files', generation, setup);
	await execute('speech-files', generation, setup);
	const created = simulator.creations.slice(before);
	check('Texts that were spoken', created.map(({ body }) => (body as { text: string }).text).sort(), SCRIPTS.map(({ Script }) => Script).sort());
	const links = new Map(created.map(({ body, projectKey }) => [(body as { text: string }).text, sheet.linkTo(simulator.videoHash(String(projectKey)))]));
	check('Links in the sheet', sheet.rows.map(({ Audio }) => Audio), SCRIPTS.map(({ Script }) => links.get(Script)));
	say(`speech-files (${generation}): ${created.length} audio files with the right hash in Drive and in the sheet; run again, none is created`);
}

async function dub(setup: Setup): Promise<void> {
	const { n8n, simulator, sheet, say } = setup;
	const before = simulator.creations.length;
	const run = await execute('dub-into-languages', 'v3', setup);
	const [{ body }, ...more] = simulator.creations.slice(before);
	const { fields, files } = body as { fields: Record<string, string>; files: Array<{ field: string; sha256: string }> };
	check('Translations', more.length, 0);
	check('Languages', [0, 1, 2].map((index) => fields[`target_${index}`]), LANGUAGES);
	check('The video that was sent', files.map(({ field, sha256 }) => [field, sha256]), [['file', createHash('sha256').update(TALK).digest('hex')]]);
	const keys = await checkVideos(itemsOf(run, 'Wait and Download'), n8n, simulator);
	check('Videos', new Set(keys).size, LANGUAGES.length);
	check('Links in Drive', itemsOf(run, 'Upload to Drive').map(({ json }) => json.webViewLink), keys.map((key) => sheet.linkTo(simulator.videoHash(key))));
	say(`dub-into-languages (v3): ${TALK.length} bytes sent once, ${keys.length} dubbed MP4s with the right hash in Drive`);
}

/** A new post becomes a video on YouTube, and Slack is told of each finished video, whoever rendered it. */
async function startedByTriggers(setup: Setup): Promise<void> {
	const { n8n, simulator, blog, youtube, slack, say } = setup;
	blog.publish('An old post');
	const server = await n8n.serve();
	try {
		const rest = await Rest.asOwner(n8n.url);
		for (const { id } of activated(setup)) {
			await rest.activate(id);
			await until('What exists at the activation should be stored', async () => Boolean((await rest.call<{ staticData: object | null }>('GET', `workflows/${id}`)).staticData));
		}
		const exportsBefore = simulator.exports.length;
		const byHand = simulator.addProject({ generation: 'v3', seconds: 0, name: 'Rendered by hand' });
		blog.publish('A new post');
		await until('The video should be on YouTube', async () => await Promise.resolve(youtube.videos.length > 0), POLL_SECONDS);
		await until('Slack should be told of both videos', async () => await Promise.resolve(slack.messages.length >= 2), POLL_SECONDS);
		const exported = simulator.exports.slice(exportsBefore);
		check('Exports', exported.length, 1);
		const ofPost = String(exported[0].projectKey);
		check('The page', simulator.requestsTo('videoFromWebPage').map(({ body }) => (body as { url: string }).url), [blog.pageOf('A new post')]);
		check('Videos on YouTube', youtube.videos, [{ title: 'A new post', hash: simulator.videoHash(ofPost) }]);
		say('blog-to-youtube (v3): a new post became one video, with the right hash on YouTube');
		await checkMessages([byHand.key, ofPost], setup);
		say(`finished-to-slack (v3): ${slack.messages.length} messages, each with a link to the right MP4`);
	} finally {
		await server.stop();
	}
}

async function checkMessages(keys: string[], { slack, simulator }: Setup): Promise<void> {
	const told = slack.messages.map(({ channel, text }) => ({ channel, key: /editor\/(\w+)/.exec(text)?.[1] ?? '', video: /https?:\/\/127\S+/.exec(text)?.[0] ?? '' }));
	check('Projects that Slack was told of', told.map(({ key }) => key).sort(), [...keys].sort());
	check('Channels', [...new Set(told.map(({ channel }) => channel))], ['#videos']);
	for (const { key, video } of told) {
		const bytes = Buffer.from(await (await fetch(video)).arrayBuffer());
		check(`The video of project ${key}`, createHash('sha256').update(bytes).digest('hex'), simulator.videoHash(key));
	}
}

async function execute(name: string, generation: Generation, setup: Setup) {
	const run = runIn(await setup.n8n.command('execute', `--id=${local(name, generation, setup).id}`, '--rawOutput'));
	const error = errorOf(run);
	if (error) throw new Error(`${name} (${generation}) ended with an error: ${error}`);
	return run;
}

/** With credentials and addresses of this machine; YouTube and Slack stay as they are. n8n stores what a trigger has seen only for IDs of at most 21 characters. */
function local(name: string, generation: Generation, { sheet, blog }: Setup): Example {
	const workflow = withSheet(withCredential(example(name), CREDENTIALS[generation]), sheet);
	return { ...workflow, id: `${name}-${generation}`, nodes: workflow.nodes.map((node) => ({ ...node, ...localNode(node, blog) })) };
}

function localNode({ name, type, parameters }: INode, blog: Blog): Partial<INode> {
	if (name === 'Get the Video') return { parameters: { ...parameters, url: `${blog.url}/talk.mp4` } };
	switch (type) {
		case 'n8n-nodes-base.rssFeedReadTrigger':
			return { parameters: { ...parameters, feedUrl: blog.url, pollTimes: { item: [{ mode: 'everyMinute' }] } as INodeParameters } };
		case 'n8n-nodes-base.youTube':
			return { credentials: { youTubeOAuth2Api: { ...YOUTUBE } } };
		case 'n8n-nodes-base.slack':
			return { credentials: { slackApi: { ...SLACK } } };
		default:
			return {};
	}
}

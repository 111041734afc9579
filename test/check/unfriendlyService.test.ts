import { resultOf, type Finding } from '../../check/finding';
import { reportText } from '../../check/report';
import { runChecks } from '../../check/runChecks';
import { Service } from '../../check/service';
import { startSimulator, type Generation, type Simulator } from '../simulator';
import { alteredResponse, always, changedJson, redirect, rejection, reset, status, videoUrl, type Fault } from '../simulator/faults';
import { PROJECTS } from './changedService';
import { privateTextsIn } from './privateTexts';

const HEADER = { date: '2026-11-24', packageVersion: '1.0.0', nodeVersion: 'v20.0.0', server: 'another server', rendered: true };

let simulator: Simulator;

beforeEach(async () => {
	simulator = await startSimulator({ speed: 4_000, withSamples: true, render: { seconds: 60 } });
});

afterEach(async () => await simulator.stop());

async function check(apiVersion: Generation) {
	const service = new Service({ apiVersion, ...simulator.credentials, server: 'custom', customServer: simulator.url });
	const findings = await runChecks(service, { projectKey: PROJECTS[apiVersion], render: { pollSeconds: 0.001 } });
	return { findings, report: reportText({ ...HEADER, api: apiVersion }, findings) };
}

const find = (findings: Finding[], line: string) => findings.find(({ name }) => name === line) as Finding;

/** Puts what is private where the check does not expect it. */
const indiscreet = (simulated: Simulator): Fault => {
	const { apiKey, appId, userKey } = simulated.credentials;
	const names = { [apiKey]: 1, [appId]: 1, [userKey]: 1, [PROJECTS.v2]: 1, [PROJECTS.v3]: 1, [simulated.url]: 1, Mina: 1, 'Customer greeting': 1 };
	const withNames = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(withNames);
		if (typeof value !== 'object' || value === null) return value;
		return { ...Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withNames(inner)])), ...names };
	};
	const changed = changedJson('indiscreet', withNames);
	return alteredResponse('indiscreet', (response, context) => {
		const altered = changed.transform(response, context);
		return { ...altered, headers: { ...altered.headers, 'content-type': `text/${appId}`, etag: `W/"${userKey}"` } };
	});
};

test('The search for what is private finds it', () => {
	const { credentials, filesUrl } = simulator;
	const texts = [credentials.appId, PROJECTS.v3, 'Customer greeting', 'Mina', 'workspace-marketing', `${filesUrl}/media/intro.mp4`];
	expect(privateTextsIn(`A report of ${texts.join(', ')}.`, simulator)).toEqual(expect.arrayContaining(texts));
});

describe.each(['v2', 'v3'] as const)('With API %s', (apiVersion) => {
	it.each([
		['puts keys, IDs and names in field names and headers', 'progress', (simulated: Simulator) => indiscreet(simulated)],
		['puts them in field names of a project', 'project', (simulated: Simulator) => indiscreet(simulated)],
		['puts a key, an address and a name in a message', 'exportProject', ({ credentials, url }: Simulator) => rejection(`${credentials.apiKey} ${credentials.userKey} ${url}/a?sig=1 Customer greeting Mina`)],
		['puts a key in the address of a redirect', 'project', ({ credentials, url }: Simulator) => redirect(`${url}/${credentials.apiKey}`)],
	] as const)('a service that %s does not get them into the report', async (_title, endpoint, fault) => {
		simulator.injectFaults(endpoint, [always(fault(simulator))]);

		const { findings, report } = await check(apiVersion);

		expect(findings.length).toBeGreaterThan(8);
		expect(privateTextsIn(report, simulator)).toEqual([]);
	});

	it('a service that cannot be reached gets two requests and no more', async () => {
		await simulator.pause();

		const { findings, report } = await check(apiVersion);

		expect(findings.map(resultOf)).toEqual(['differs', 'differs', 'not run']);
		expect(report).toContain('a server that cannot be reached');
	});
});

describe('A render', () => {
	it('that fails is reported with its state', async () => {
		simulator.nextRender({ curve: 'failing' });

		const { findings } = await check('v3');

		expect(find(findings, 'Progress of the render')).toMatchObject({ differences: [], isHandled: false, nodes: 'do not find the video (state "failed")' });
		expect(resultOf(find(findings, 'Download'))).toBe('agrees');
	});

	it('whose URL has another name is watched no longer than 20 polls after its end', async () => {
		simulator.injectFaults('progress', [always(changedJson('renamed', (json) => JSON.parse(JSON.stringify(json).replace('"url":', '"link":')) as unknown))]);

		const { findings } = await check('v2');

		expect(find(findings, 'Progress of the render')).toMatchObject({ isHandled: false, nodes: 'do not find the video (state "rendering")' });
		expect(find(findings, 'Progress of the render').came).toContain('{ progress: number, link: text }');
		expect(find(findings, 'Download').notRun).toBeDefined();
	});

	it('is not paid for when its project cannot be read', async () => {
		simulator.injectFaults('project', [always(status(500))]);

		const { findings } = await check('v2');

		expect(find(findings, 'Export').notRun).toBe('the project to export could not be read');
		expect(simulator.exports).toEqual([]);
	});
});

test.each<[title: string, fault: Fault, came: string]>([
	['a connection that breaks', reset, 'no response'],
	['a status', status(403), 'HTTP 403, application/xml, Content-Length, no Accept-Ranges, no ETag, no video'],
])('A download that ends with %s is reported', async (_title, fault, came) => {
	simulator.injectFaults('download', [always(fault)]);

	const { findings } = await check('v3');

	expect(find(findings, 'Download')).toMatchObject({ came, isHandled: false, nodes: 'reject it' });
	expect(find(findings, 'Resumed download').notRun).toBe('that takes a file with a strong ETag');
});

test('A download URL that leads nowhere is reported', async () => {
	simulator.injectFaults('progress', [always(videoUrl(() => 'http://127.0.0.1:1/video.mp4'))]);

	expect(find((await check('v3')).findings, 'Download').came).toBe('no response');
});

test('An export that was made in spite of its scenes is seen in the list of projects', async () => {
	const add = alteredResponse('made', (response) => {
		simulator.addProject({ generation: 'v3', name: 'Made' });
		return response;
	});
	simulator.injectFaults('exportProject', [add]);

	const { findings } = await check('v3');

	expect(find(findings, 'Projects after it')).toMatchObject({ came: '1 new', differences: ['a new project: check your projects in AI Studios'] });
});

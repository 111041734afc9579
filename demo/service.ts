/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads templates from disk; not shipped */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import { startSimulator, type NewProject, type Simulator } from '../test/simulator';
import { Problem, type DemoOptions } from './commandLine';

/** An AI Studios to order from: the simulator, or the real one. */
export interface Service {
	introduction: string;
	credential: ICredentialDataDecryptedObject;
	/** The parameters of Export Project that name the template. */
	template: INodeParameters;
	/** Options of Wait and Download. */
	waiting: INodeParameters;
	stop(): Promise<void>;
}

/** Simulated seconds of a render: 4 to 12 seconds of real time at the usual speed. */
const RENDER_SECONDS = [210, 360, 285, 120];
const SHAPES = ['linear', 'plateau', 'queued', 'bursts'] as const;
/** Real seconds between two questions: simulated time is fast, and the bars should move. */
const SIMULATED_INTERVAL = 0.2;

/** @throws Problem when the template cannot be read */
export async function openService(options: DemoOptions): Promise<Service> {
	return options.account ? await realService(options) : await simulatedService(options);
}

async function realService({ api, account, server, template = bundled('template-v2.json') }: DemoOptions): Promise<Service> {
	const address: Record<string, string> = server === undefined ? {} : { server: 'custom', customServer: server };
	return {
		introduction: `The real AI Studios service, API ${api}${server === undefined ? '' : `, at ${server}`}.`,
		credential: { apiVersion: api, ...account, ...address },
		template: await templateParameters(template),
		waiting: {},
		stop: async () => {},
	};
}

async function simulatedService({ api, speed, template }: DemoOptions): Promise<Service> {
	const chosen = template === undefined ? undefined : await templateParameters(template);
	const simulator = await startSimulator({ speed, withSamples: true });
	for (const [index, seconds] of RENDER_SECONDS.entries()) simulator.nextRender({ seconds, shape: SHAPES[index] });
	return {
		introduction: `A simulated AI Studios, API ${api}, at ${simulator.url}: nothing costs money.\nIts time runs ${speed} times as fast.`,
		credential: { apiVersion: api, ...simulator.credentials, server: 'custom', customServer: simulator.url },
		template: chosen ?? (await bundledTemplate(api, simulator)),
		waiting: { pacing: 'fixed', pollInterval: SIMULATED_INTERVAL },
		stop: async () => await simulator.stop(),
	};
}

/** In v3 templates are designed in the editor, so the simulator is given a designed project. */
async function bundledTemplate(api: DemoOptions['api'], simulator: Simulator): Promise<INodeParameters> {
	if (api === 'v2') return await templateParameters(bundled('template-v2.json'));
	const designed = JSON.parse(await textOf(bundled('project-v3.json'))) as NewProject;
	const { key } = simulator.addProject({ ...designed, generation: 'v3' });
	return fromProject('id', key);
}

async function templateParameters(template: string): Promise<INodeParameters> {
	if (/^https?:\/\//i.test(template)) return fromProject('url', template);
	if (/[./\\]/.test(template)) return { templateSource: 'json', template: await textOf(template) };
	return fromProject('id', template);
}

function fromProject(mode: 'id' | 'url', value: string): INodeParameters {
	return { templateSource: 'project', project: { __rl: true, mode, value } };
}

function bundled(name: string): string {
	return join(__dirname, name);
}

async function textOf(path: string): Promise<string> {
	return await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
		throw new Problem(`The template ${path} cannot be read (${error.code}).`);
	});
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads templates from disk; not shipped */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import { startSimulator, type CurveName, type NewProject, type Simulator } from '../test/simulator';
import type { DemoOptions } from './commandLine';
import { fail } from './userError';

/** The AI Studios that the videos are exported with: the simulator, or the real one. */
export interface Service {
	/** Printed at the start. */
	description: string;
	isSimulated: boolean;
	credential: ICredentialDataDecryptedObject;
	/** The parameters of Export Project that select the template. */
	templateParameters: INodeParameters;
	/** Options of Wait and Download. */
	waitOptions: INodeParameters;
	stop(): Promise<void>;
}

/** The renders of the simulator: 4 to 12 real seconds at the default speed. */
const RENDERS: Array<{ seconds: number; curve: CurveName }> = [
	{ seconds: 210, curve: 'linear' },
	{ seconds: 360, curve: 'plateau' },
	{ seconds: 285, curve: 'queued' },
	{ seconds: 120, curve: 'bursts' },
];
/** Real seconds between two polls of the simulator, whose time is fast: short, so that the bars move. */
const SIMULATOR_POLL_INTERVAL = 0.2;

/** @throws UserError when the template cannot be read */
export async function openService(options: DemoOptions): Promise<Service> {
	return options.account ? await realService(options) : await simulatedService(options);
}

async function realService({ api, account, server, template = bundledFile('template-v2.json') }: DemoOptions): Promise<Service> {
	const address: Record<string, string> = server === undefined ? {} : { server: 'custom', customServer: server };
	return {
		description: `Using your AI Studios account (API ${api})${server === undefined ? '' : ` at ${server}`}.`,
		isSimulated: false,
		credential: { apiVersion: api, ...account, ...address },
		templateParameters: await parametersFor(template),
		waitOptions: {},
		stop: async () => {},
	};
}

async function simulatedService({ api, speed, template }: DemoOptions): Promise<Service> {
	const givenTemplate = template === undefined ? undefined : await parametersFor(template);
	const simulator = await startSimulator({ speed, withSamples: true });
	for (const render of RENDERS) simulator.nextRender(render);
	return {
		description: `Using a simulated AI Studios (API ${api}) at ${simulator.url}. Nothing costs money.\nIts clock runs at ${speed} times real time.`,
		isSimulated: true,
		credential: { apiVersion: api, ...simulator.credentials, server: 'custom', customServer: simulator.url },
		templateParameters: givenTemplate ?? (await bundledTemplate(api, simulator)),
		waitOptions: { pacing: 'fixed', pollInterval: SIMULATOR_POLL_INTERVAL },
		stop: async () => await simulator.stop(),
	};
}

/** In v3 a template is a project of the editor, so one is added to the simulator. */
async function bundledTemplate(api: DemoOptions['api'], simulator: Simulator): Promise<INodeParameters> {
	if (api === 'v2') return await parametersFor(bundledFile('template-v2.json'));
	const project = JSON.parse(await readTemplate(bundledFile('project-v3.json'))) as NewProject;
	const { key } = simulator.addProject({ ...project, generation: 'v3' });
	return projectParameters('id', key);
}

async function parametersFor(template: string): Promise<INodeParameters> {
	if (/^https?:\/\//i.test(template)) return projectParameters('url', template);
	if (/[./\\]/.test(template)) return { templateSource: 'json', template: await readTemplate(template) };
	return projectParameters('id', template);
}

function projectParameters(mode: 'id' | 'url', value: string): INodeParameters {
	return { templateSource: 'project', project: { __rl: true, mode, value } };
}

function bundledFile(name: string): string {
	return join(__dirname, name);
}

async function readTemplate(path: string): Promise<string> {
	return await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => fail(`The template ${path} cannot be read (${error.code}).`));
}

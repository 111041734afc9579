import { startSimulator, type Simulator } from '../../simulator';
import type { Stage } from '../run';
import type { Installation } from './installation';
import { N8n } from './n8n';
import { arrangeRender } from './renderCases';
import { RestartableN8n } from './restartable';
import { storedCredentials } from './simulation';
import type { Example } from './workflows';

/** An n8n that can be restarted, with a simulator of its own. */
export interface Site {
	say: Stage['say'];
	simulator: Simulator;
	n8n: RestartableN8n;
}

interface SiteSettings {
	say: Stage['say'];
	nodes: string;
	installation: Installation;
	/** All of them are published. */
	workflows: Example[];
	/** How long the renders of a workflow take: 40 s by default. */
	renderSeconds?: Record<string, number>;
	/** Beside those for the simulator. */
	credentials?: object[];
	/** Of n8n. */
	environment?: Record<string, string>;
}

const RENDER_SECONDS = 40;

/** Does the work with a new n8n, and removes it. */
export async function onSite({ say, nodes, installation, workflows, renderSeconds = {}, credentials = [], environment }: SiteSettings, work: (site: Site) => Promise<void>): Promise<void> {
	const simulator: Simulator = await startSimulator({
		onRequest: (request) => arrangeRender(simulator, request, (workflow) => renderSeconds[workflow] ?? RENDER_SECONDS),
	});
	const whole = await N8n.create(installation, nodes, environment);
	let n8n: RestartableN8n | undefined;
	try {
		await whole.importCredentials([...storedCredentials(simulator), ...credentials]);
		await whole.importWorkflows(workflows);
		n8n = await RestartableN8n.start(whole);
		for (const { id } of workflows) await n8n.rest.activate(id);
		await work({ say, simulator, n8n });
	} finally {
		await n8n?.stop();
		await simulator.stop();
	}
}

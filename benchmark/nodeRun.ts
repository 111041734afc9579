import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { FakeClock } from '../test/core/fakeClock';
import { exportParameters } from '../test/engine/generations';
import { executionContext, fakeRuntime, type SimulatedExecution } from './executionContext';
import { shipped } from './shipped';
import type { SimulatedApi } from './simulatedApi';

const { waitAndDownload } = shipped<typeof import('../nodes/AiStudiosWaitAndDownload/waitAndDownload')>('AiStudiosWaitAndDownload/waitAndDownload');
const { exportProjects } = shipped<typeof import('../nodes/AiStudiosExportProject/exportProjects')>('AiStudiosExportProject/exportProjects');

/** Another API version than 2, what is there before, what stops it, and what to call before the node outputs its items. */
export type RunChanges = Partial<Pick<SimulatedExecution, 'generation' | 'nodeContext' | 'cancelSignal' | 'onEnd'>>;

/**
 * Runs Wait and Download as shipped, on a fake clock: its own scheduler, requests, pacing, downloads
 * and timers, with n8n's helpers simulated in memory. A project that does not finish is returned as it is.
 */
export async function runNode(api: SimulatedApi, clock: FakeClock, projectKeys: string[], options: IDataObject = {}, changes: RunChanges = {}): Promise<INodeExecutionData[]> {
	const shared = { download: true, binaryProperty: 'data', options: { onTimeout: 'continue', ...options } };
	const context = executionContext({
		api,
		generation: 'v2',
		items: projectKeys.map((projectKey) => ({ json: { projectKey } })),
		parametersOf: (index) => ({ ...shared, projectKey: projectKeys[index] }),
		...changes,
	});
	const [items] = await waitAndDownload(context, fakeRuntime(clock));
	return items;
}

/** The same with Export Project, which fills a template from each row. */
export async function runExport(
	api: SimulatedApi,
	clock: FakeClock,
	rows: IDataObject[],
	options: IDataObject,
	{ generation = 'v2', ...changes }: RunChanges,
): Promise<INodeExecutionData[]> {
	const parameters = { templateSource: 'json', ...exportParameters(generation), options };
	const context = executionContext({ api, generation, items: rows.map((json) => ({ json })), parametersOf: () => parameters, ...changes });
	const [items] = await exportProjects(context, fakeRuntime(clock));
	return items;
}

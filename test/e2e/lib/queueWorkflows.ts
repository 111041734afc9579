import { calledWithRows, chain, ours, type Part } from './workflowParts';
import type { Example, StoredCredential } from './workflows';

/** Ids of the workflows, and the paths of their webhooks. */
export const EXPORT = 'export';
export const WAIT_AGAIN = 'wait-again';
export const STORE_KEYS = 'store-keys';

const PROGRESS = { saveExecutionProgress: true };

const TEMPLATE = JSON.stringify({
	scenes: [
		{
			AIModel: { model: 'M000004017', clothes: 'BG00006160', language: 'en', script: '##SCRIPT##' },
			clips: [{ type: 'image', detail: { url: '##IMAGE_URL##' } }],
		},
	],
});

/**
 * One exports, stores the project keys, and waits; one only waits, for keys that it receives. Both are
 * started by webhook. The keys are stored by an execution of its own, which n8n saves when it ends.
 */
export function queueWorkflows(credential: StoredCredential): Example[] {
	const exportStep = ours('Export the Videos', 'aiStudiosExportProject', { template: TEMPLATE, values: { mappingMode: 'autoMapInputData', value: {} } }, credential);
	const wait = ours('Wait and Download', 'aiStudiosWaitAndDownload', { options: { pollInterval: 1 } }, credential);
	return [
		chain(STORE_KEYS, STORE, PROGRESS),
		chain(EXPORT, [...calledWithRows(EXPORT), exportStep, CALL_STORE, wait], PROGRESS),
		chain(WAIT_AGAIN, [...calledWithRows(WAIT_AGAIN), wait], PROGRESS),
	];
}

const STORE: Part[] = [
	{ name: 'Called', type: 'n8n-nodes-base.executeWorkflowTrigger', typeVersion: 1.1, parameters: { inputSource: 'passthrough' } },
	{ name: 'Stored', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
];

const CALL_STORE: Part = {
	name: 'Store the Keys',
	type: 'n8n-nodes-base.executeWorkflow',
	typeVersion: 1.2,
	parameters: { workflowId: { __rl: true, mode: 'id', value: STORE_KEYS }, options: {} },
};

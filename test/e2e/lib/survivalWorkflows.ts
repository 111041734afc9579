import type { IConnections, INode, INodeParameters } from 'n8n-workflow';
import { exportParameters, type Generation } from '../../engine/generations';
import { CREDENTIALS } from './simulation';
import { calledWithRows, chain, ours, type Part } from './workflowParts';
import type { Example } from './workflows';

export const EXPORT = 'Export';
export const WAIT = 'Wait and Download';
/** The node behind the one that waits, and the one at its error output. */
export const NEXT = 'Next';
const FAILED = 'Failed';

interface SurvivalWorkflow {
	/** Its name, and the path of its webhook. */
	id: string;
	generation?: Generation;
	/** `stopWorkflow` by default. */
	onError?: INode['onError'];
	options?: INodeParameters;
	settings?: Example['settings'];
}

/** Rows are exported and waited for with Survive Restarts. */
export function surviving(workflow: SurvivalWorkflow): Example {
	return withErrorOutput(chain(workflow.id, [...calledWithRows(workflow.id), ...exportAndWait(workflow)], workflow.settings), workflow);
}

/** The same wait without the option, for the output of the export. */
export function reference({ id, ...workflow }: SurvivalWorkflow): Example {
	const path = referenceOf(id);
	return withErrorOutput(chain(path, [...calledWithRows(path), waitStep(workflow), NOTHING], workflow.settings), workflow);
}

export function referenceOf(id: string): string {
	return `${id}-reference`;
}

/** Through n8n's Loop Over Items, two rows at a time. */
export function loopOfTwo(workflow: SurvivalWorkflow): Example {
	const loop: Part = { name: 'Loop', type: 'n8n-nodes-base.splitInBatches', typeVersion: 3, parameters: { batchSize: 2, options: {} } };
	const { nodes, connections, ...rest } = chain(workflow.id, [...calledWithRows(workflow.id), loop, ...exportAndWait(workflow)]);
	const turns: IConnections = { Loop: { main: [to(NEXT), to(EXPORT)] }, [WAIT]: { main: [to('Loop')] } };
	return { ...rest, nodes, connections: { ...connections, ...turns } };
}

/** A workflow that exports and waits, and one that calls it, in the sequence in which n8n publishes them. */
export function withSubWorkflow({ id, ...workflow }: SurvivalWorkflow): Example[] {
	const called: Part = { name: 'Called', type: 'n8n-nodes-base.executeWorkflowTrigger', typeVersion: 1.1, parameters: { inputSource: 'passthrough' } };
	const call: Part = {
		name: WAIT,
		type: 'n8n-nodes-base.executeWorkflow',
		typeVersion: 1.2,
		parameters: { workflowId: { __rl: true, mode: 'id', value: `${id}-called` }, options: {} },
	};
	return [chain(`${id}-called`, [called, ...exportAndWait({ ...workflow, id })]), chain(id, [...calledWithRows(id), call, NOTHING])];
}

function exportAndWait({ generation = 'v2', options, ...workflow }: SurvivalWorkflow): Part[] {
	const exportStep = ours(EXPORT, 'aiStudiosExportProject', exportParameters(generation), CREDENTIALS[generation]);
	return [exportStep, waitStep({ ...workflow, generation, options: { ...options, surviveRestarts: true } }), NOTHING];
}

function waitStep({ generation = 'v2', options = {}, onError }: Omit<SurvivalWorkflow, 'id'>): Part {
	return { ...ours(WAIT, 'aiStudiosWaitAndDownload', { options }, CREDENTIALS[generation]), ...(onError ? { onError } : {}) };
}

const NOTHING: Part = { name: NEXT, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };

function withErrorOutput(workflow: Example, { onError }: Pick<SurvivalWorkflow, 'onError'>): Example {
	if (onError !== 'continueErrorOutput') return workflow;
	const failed: INode = { ...NOTHING, name: FAILED, id: `${workflow.id}-failed`, position: [0, 200] };
	const main = [...workflow.connections[WAIT].main, to(FAILED)];
	return { ...workflow, nodes: [...workflow.nodes, failed], connections: { ...workflow.connections, [WAIT]: { main } } };
}

function to(node: string) {
	return [{ node, type: 'main' as const, index: 0 }];
}

/** Where a workflow sends its items. */
export const JSON_PATH = '/json';
export const FILE_PATH = '/file';
export const LATER_PATH = '/later';

const SECONDS_UNTIL_LATER = 66;

/** The same workflow with nodes that send every item's JSON and file to a server, and the file again after a pause in the database. */
export function sending(workflow: Example, url: string): Example {
	const file = { contentType: 'binaryData', inputDataFieldName: 'data' };
	const parts: Part[] = [
		post('Send JSON', url + JSON_PATH, { specifyBody: 'json', jsonBody: '={{ JSON.stringify($json) }}' }),
		post('Send File', url + FILE_PATH, file),
		{ name: 'Pause', type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { resume: 'timeInterval', amount: SECONDS_UNTIL_LATER, unit: 'seconds' } },
		post('Send Later', url + LATER_PATH, file),
	];
	const nodes = parts.map((part, index): INode => ({ ...part, id: `${workflow.id}-send-${index}`, position: [1_320, 200 * index] }));
	const [regular, ...others] = workflow.connections[WAIT].main;
	const main = [[...(regular ?? []), ...to('Send JSON'), ...to('Send File'), ...to('Pause')], ...others];
	return { ...workflow, nodes: [...workflow.nodes, ...nodes], connections: { ...workflow.connections, [WAIT]: { main }, Pause: { main: [to('Send Later')] } } };
}

/** An item without a file is skipped. */
function post(name: string, url: string, body: INodeParameters): Part {
	const parameters = { method: 'POST', url, sendBody: true, options: {}, ...body };
	return { name, type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, parameters, onError: 'continueRegularOutput' };
}

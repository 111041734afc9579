import type { IConnections, IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { exportParameters } from '../../engine/generations';
import type { Example, StoredCredential } from './workflows';

/** The node that exports, in each of these workflows. */
export const EXPORT = 'Export';

interface PaymentWorkflow {
	id: string;
	rows: IDataObject[];
	settings?: Partial<INode>;
	options?: INodeParameters;
	/** Through n8n's Loop Over Items, one at a time. */
	loop?: boolean;
}

const RETRY_ON_FAIL: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };

/** All different, also from those of the other workflows. */
function rows(id: string, count: number, more: IDataObject = {}): IDataObject[] {
	return Array.from({ length: count }, (_, index) => ({ 'First name': `${id} ${index}`, image_url: 'https://example.com/picture.png', ...more }));
}

const identical = (id: string) => Array.from({ length: 4 }, () => rows(id, 1)[0]);

export const PAYMENT_WORKFLOWS = {
	thirdFails: { id: 'third-fails', rows: rows('third-fails', 3), settings: RETRY_ON_FAIL },
	errorColumn: { id: 'error-column', rows: rows('error-column', 2, { error: '' }), settings: RETRY_ON_FAIL, options: { includeInputFields: true } },
	identicalInLoop: { id: 'identical-in-loop', rows: identical('identical-in-loop'), loop: true },
	duplicatesInLoop: { id: 'duplicates-in-loop', rows: identical('duplicates-in-loop'), loop: true, options: { allowDuplicates: true }, settings: RETRY_ON_FAIL },
	stopped: { id: 'stopped', rows: rows('stopped', 600) },
	stoppedWithRetry: { id: 'stopped-with-retry', rows: rows('stopped-with-retry', 600), settings: RETRY_ON_FAIL },
	retriedAsItWas: { id: 'retried-as-it-was', rows: rows('retried-as-it-was', 5) },
	retriedAsSaved: { id: 'retried-as-saved', rows: rows('retried-as-saved', 5) },
} satisfies Record<string, PaymentWorkflow>;

/** Started by hand: rows, and the node that exports them. */
export function paymentWorkflow({ id, rows, settings, options, loop = false }: PaymentWorkflow, { id: credentialId, name }: StoredCredential): Example {
	const exportNode = node(EXPORT, 'n8n-nodes-aistudios.aiStudiosExportProject', 1, exportParameters('v2', options), 3);
	const nodes: INode[] = [
		node('Start', 'n8n-nodes-base.manualTrigger', 1, {}, 0),
		node('Rows', 'n8n-nodes-base.code', 2, { jsCode: `return ${JSON.stringify(rows.map((json) => ({ json })))};` }, 1),
		...(loop ? [node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: 1, options: {} }, 2)] : []),
		{ ...exportNode, credentials: { aiStudiosApi: { id: credentialId, name } }, ...settings },
	];
	const connections: IConnections = {
		Start: { main: [to('Rows')] },
		Rows: { main: [to(loop ? 'Loop' : EXPORT)] },
		...(loop ? { Loop: { main: [[], to(EXPORT)] }, [EXPORT]: { main: [to('Loop')] } } : {}),
	};
	return { id, name: id, nodes, connections, settings: { executionOrder: 'v1' } };
}

function node(name: string, type: string, typeVersion: number, parameters: INodeParameters, column: number): INode {
	return { id: name, name, type, typeVersion, parameters, position: [220 * column, 0] };
}

function to(name: string) {
	return [{ node: name, type: 'main' as const, index: 0 }];
}

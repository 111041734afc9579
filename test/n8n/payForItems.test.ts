import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { HttpResult } from '../../nodes/shared/core/ports';
import { paidRequest } from '../../nodes/shared/n8n/payment/paidRequest';
import { payForItems } from '../../nodes/shared/n8n/payment/payForItems';
import type { Session } from '../../nodes/shared/n8n/session';
import { clientOf } from '../core/http/clientWith';

const WORDS = { node: 'AI Studios Export Project', done: 'exported', keys: 'project keys', next: '' };
const accepted = (key: string): HttpResult => ({ kind: 'response', status: 200, headers: {}, text: JSON.stringify({ success: true, data: { key } }) });

/** Pays for three items, where the second meets what nobody foresaw. */
async function payForThree({ inRequest = false, afterwards = false, stops = false }, nodeContext: IDataObject = {}) {
	const { client, sent } = clientOf('v2', async (_request, index) => {
		if (inRequest && index === 1) throw new TypeError('Cannot read s3cret of undefined');
		return await Promise.resolve(accepted(`key${index}`));
	});
	const logged: string[] = [];
	const log = (line: string) => logged.push(line);
	const context = {
		getInputData: () => [0, 1, 2].map((index) => ({ json: { index } })),
		getNode: () => ({ name: 'Export Project', type: 'aiStudiosExportProject' }),
		getContext: () => nodeContext,
		getWorkflowDataProxy: () => ({ $runIndex: 0 }),
		getExecutionCancelSignal: () => undefined,
		continueOnFail: () => !stops,
		addExecutionHints: () => {},
		logger: { info: log, warn: log },
	} as unknown as IExecuteFunctions;
	const { results } = await payForItems(context, { client } as Session, {
		words: WORDS,
		prepare: (index) => paidRequest(client.api.exportProject({ scenes: [{ index }] }, {}), { dryRun: false, allowDuplicates: false }),
		async pay(request, index, queue) {
			const result = await queue.pay(request, index);
			if (afterwards && index === 1) throw new TypeError('Cannot read properties of undefined');
			return result;
		},
	});
	const contexts = results.flatMap((result) => (result.ok ? [] : [result.error.context]));
	return { contexts, outcomes: results.map((result) => (result.ok ? result.value.projectKey : `${result.error.code}: ${result.error.message}`)), logged, sent };
}

test('a bug while one item is sent leaves that item in doubt, shows nothing of its text, and the others keep their keys', async () => {
	const { outcomes, logged } = await payForThree({ inRequest: true });
	expect(outcomes).toEqual(['key0', 'paymentInDoubt: The export was sent, but this node failed before it had read the response (TypeError): the render may have been accepted', 'key2']);
	expect(logged).toHaveLength(3);
});

test('what is in doubt after a bug is not sent again when n8n runs the node again', async () => {
	const nodeContext = {};
	await payForThree({ inRequest: true }, nodeContext);
	const { outcomes, sent } = await payForThree({}, nodeContext);
	expect(sent).toEqual([]);
	expect(outcomes).toEqual(['key0', expect.stringMatching(/^paymentInDoubt: /), 'key2']);
});

test('a bug in what one item does when it is paid for takes no other result with it', async () => {
	const { outcomes, contexts } = await payForThree({ afterwards: true });
	expect(outcomes).toEqual(['key0', 'input: Cannot read properties of undefined', 'key2']);
	expect(contexts).toEqual([{ projectKey: 'key1' }]);
});

test('and the error that ends the run lists it with the others that were paid for', async () => {
	const failed = await payForThree({ afterwards: true, stops: true }).catch((error: { message: string; description: string }) => error);
	expect(failed).toMatchObject({ message: 'Cannot read properties of undefined', description: expect.stringContaining('Already exported, and paid for: row 1 (item 0): key0, row 2 (item 1): key1, row 3 (item 2): key2.') as string });
});

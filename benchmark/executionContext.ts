import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FakeClock } from '../test/core/fakeClock';
import type { Generation } from '../test/engine/generations';
import type { SimulatedApi } from './simulatedApi';

const REQUEST_TIMEOUT_MS = 30_000;

/** What a node is given by n8n. */
export interface SimulatedExecution {
	api: SimulatedApi;
	generation: Generation;
	items: INodeExecutionData[];
	parametersOf(itemIndex: number): IDataObject;
	/** What the node keeps between its runs in one execution. */
	nodeContext?: IDataObject;
	/** Aborted when the execution is stopped. */
	cancelSignal?: AbortSignal;
	/** Called when the work on all items has ended, and everything that it needed is still in memory. */
	onEnd?(): void;
}

/** What n8n gives a node, with its HTTP helpers and its storage simulated in memory. */
export function executionContext({ api, generation, items, parametersOf, nodeContext = {}, cancelSignal, onEnd = () => {} }: SimulatedExecution): IExecuteFunctions {
	const context = {
		getInputData: () => items,
		getNodeParameter: (name: string, index: number, fallback: unknown) => parametersOf(index)[name] ?? fallback,
		getCredentials: async () => ({ apiVersion: generation, ...SECRETS[generation], server: 'custom', customServer: 'http://localhost' }),
		getNode: () => ({ name: 'Node' }),
		getContext: () => nodeContext,
		getWorkflowDataProxy: () => ({ $runIndex: 0, $execution: {} }),
		getMode: () => 'trigger',
		getExecutionCancelSignal: () => cancelSignal,
		continueOnFail: () => false,
		addExecutionHints: onEnd,
		sendMessageToUI: () => {},
		logger: { info: () => {}, warn: () => {} },
		helpers: {
			async httpRequestWithAuthentication(_: string, { method, url }: { method: string; url: string }) {
				const envelope = method === 'POST' ? await api.export(generation) : await api.pollProgress(generation, lastPathSegment(url));
				return { statusCode: 200, headers: {}, body: streamOf(JSON.stringify(envelope)) };
			},
			httpRequest: async ({ url }: { url: string }) => api.download(lastPathSegment(url)),
			async prepareBinaryData(stream: AsyncIterable<Uint8Array>, fileName: string, mimeType: string) {
				let bytes = 0;
				for await (const chunk of stream) bytes += chunk.length;
				return { data: 'filesystem', mimeType, fileName, bytes };
			},
		},
	};
	return context as unknown as IExecuteFunctions;
}

export function fakeRuntime(clock: FakeClock) {
	return {
		now: () => clock.now(),
		sleep: async (ms: number) => await clock.sleep(ms),
		uptime: () => clock.now(),
		requestTimeoutMs: REQUEST_TIMEOUT_MS,
	};
}

const SECRETS: Record<Generation, IDataObject> = {
	v2: { apiKey: 'none' },
	v3: { appId: 'none', userKey: 'none', sessionToken: 'none' },
};

function streamOf(text: string) {
	return {
		async *[Symbol.asyncIterator]() {
			yield Buffer.from(text);
		},
		destroy: () => {},
	};
}

function lastPathSegment(url: string): string {
	return url.split('/').at(-1) ?? '';
}

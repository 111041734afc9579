import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FakeClock } from '../test/core/fakeClock';
import { shipped } from './shipped';
import type { SimulatedApi } from './simulatedApi';

const { waitAndDownload } = shipped<typeof import('../nodes/AiStudiosWaitAndDownload/waitAndDownload')>('AiStudiosWaitAndDownload/waitAndDownload');

const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Runs Wait and Download as shipped, on a fake clock: its own scheduler, requests, pacing, downloads
 * and timers, with n8n's helpers simulated in memory. A project that does not finish is returned as it is.
 */
export async function runNode(api: SimulatedApi, clock: FakeClock, projectKeys: string[], options: IDataObject = {}) {
	const context = executionContext(api, projectKeys, { onTimeout: 'continue', ...options });
	const runtime = {
		now: () => clock.now(),
		sleep: async (ms: number) => await clock.sleep(ms),
		uptime: () => clock.now(),
		requestTimeoutMs: REQUEST_TIMEOUT_MS,
	};
	const [items] = await waitAndDownload(context as IExecuteFunctions, runtime);
	return items;
}

function executionContext(api: SimulatedApi, projectKeys: string[], options: IDataObject) {
	const parameter = (name: string, index: number) =>
		({ projectKey: projectKeys[index], options, download: true, binaryProperty: 'data' })[name];
	return {
		getInputData: () => projectKeys.map((): INodeExecutionData => ({ json: {} })),
		getNodeParameter: (name: string, index: number, fallback: unknown) => parameter(name, index) ?? fallback,
		getCredentials: async () => ({ apiVersion: 'v2', apiKey: 'none', server: 'custom', customServer: 'http://localhost' }),
		getNode: () => ({ name: 'Wait and Download' }),
		getMode: () => 'trigger',
		getExecutionCancelSignal: () => undefined,
		continueOnFail: () => false,
		addExecutionHints: () => {},
		sendMessageToUI: () => {},
		logger: { info: () => {} },
		helpers: {
			async httpRequestWithAuthentication(_: string, { url }: { url: string }) {
				const envelope = await api.progress(lastPathSegment(url));
				return { statusCode: 200, headers: {}, body: streamOf(JSON.stringify(envelope)) };
			},
			httpRequest: async ({ url }: { url: string }) => api.download(lastPathSegment(url)),
			async prepareBinaryData(stream: AsyncIterable<Uint8Array>, fileName: string, mimeType: string) {
				let bytes = 0;
				for await (const chunk of stream) bytes += chunk.length;
				return { data: 'filesystem', mimeType, fileName, bytes };
			},
		},
	} as unknown;
}

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

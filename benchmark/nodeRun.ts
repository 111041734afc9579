import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FakeClock } from '../test/core/fakeClock';
import { shipped } from './shipped';
import type { Studio } from './studio';

const { AiStudiosWaitAndDownload } = shipped<
	typeof import('../nodes/AiStudiosWaitAndDownload/AiStudiosWaitAndDownload.node')
>('AiStudiosWaitAndDownload/AiStudiosWaitAndDownload.node');
const { time } = shipped<typeof import('../nodes/shared/n8n/clock')>('shared/n8n/clock');

/**
 * Runs the shipped Wait and Download node on a fake clock: its own scheduler, requests, pacing,
 * downloads and timers, with n8n's helpers answered from memory. A project that does not end comes
 * out as it stands.
 */
export async function runNode(studio: Studio, clock: FakeClock, keys: string[], options: IDataObject = {}) {
	time.now = () => clock.now();
	time.sleep = async (ms) => await clock.sleep(ms);
	const [items] = await new AiStudiosWaitAndDownload().execute.call(
		context(studio, keys, { onTimeout: 'continue', ...options }) as IExecuteFunctions,
	);
	return items;
}

function context(studio: Studio, keys: string[], options: IDataObject) {
	const given = (name: string, index: number) =>
		({ projectKey: keys[index], options, download: true, binaryProperty: 'data' })[name];
	return {
		getInputData: () => keys.map((): INodeExecutionData => ({ json: {} })),
		getNodeParameter: (name: string, index: number, fallback: unknown) => given(name, index) ?? fallback,
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
				const answer = await studio.progress(lastPart(url));
				return { statusCode: 200, headers: {}, body: bodyOf(JSON.stringify(answer)) };
			},
			httpRequest: async ({ url }: { url: string }) => studio.file(lastPart(url)),
			async prepareBinaryData(stream: AsyncIterable<Uint8Array>, fileName: string, mimeType: string) {
				let bytes = 0;
				for await (const chunk of stream) bytes += chunk.length;
				return { data: 'filesystem', mimeType, fileName, bytes };
			},
		},
	} as unknown;
}

function bodyOf(text: string) {
	return {
		async *[Symbol.asyncIterator]() {
			yield Buffer.from(text);
		},
		destroy: () => {},
	};
}

function lastPart(url: string): string {
	return url.split('/').at(-1) ?? '';
}

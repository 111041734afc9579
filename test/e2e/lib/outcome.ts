/* eslint-disable @n8n/community-nodes/no-restricted-imports -- compares deeply; not shipped */
import { isDeepStrictEqual } from 'node:util';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { N8n } from './n8n';

/** An item as it must be, however it was waited for. */
interface Outcome {
	json: IDataObject;
	pairedItem: INodeExecutionData['pairedItem'];
	/** SHA-256 of its file. */
	hash: string | undefined;
}

export async function outcomesOf(items: INodeExecutionData[], n8n: Pick<N8n, 'hashOf'>): Promise<Outcome[]> {
	return await Promise.all(
		items.map(async ({ json, binary, pairedItem }) => ({
			json: comparable(json),
			pairedItem,
			hash: binary && (await n8n.hashOf(binary.data as IBinaryData)),
		})),
	);
}

/** They depend on when a render was polled. */
const OF_THE_MOMENT = ['polls', 'waitedSeconds'];

/**
 * Without what depends on when a render was polled, which is also the progress that a failed one was last
 * seen at, the seconds in a message and the signature of a URL. At the error output of a node that was
 * parked, the fields of an error are within `details`.
 */
export function comparable({ details, ...json }: IDataObject): IDataObject {
	const { progress, videoUrl, error, ...fields } = { ...json, ...(details as IDataObject) };
	return {
		...Object.fromEntries(Object.entries(fields).filter(([name]) => !OF_THE_MOMENT.includes(name))),
		...(fields.state === 'failed' ? {} : { progress }),
		...(typeof videoUrl === 'string' ? { videoUrl: videoUrl.split('?')[0] } : { videoUrl }),
		...(typeof error === 'string' ? { error: error.replace(/for \d+ seconds/, 'for some seconds') } : { error }),
	};
}

/** @throws naming the first that differs */
export function checkEqual(what: string, found: unknown[], expected: unknown[]): void {
	if (isDeepStrictEqual(found, expected)) return;
	const index = found.findIndex((value, position) => !isDeepStrictEqual(value, expected[position]));
	throw new Error(`${what}: ${found.length} instead of ${expected.length}; item ${index} is\n${JSON.stringify(found[index])}\ninstead of\n${JSON.stringify(expected[index])}`);
}

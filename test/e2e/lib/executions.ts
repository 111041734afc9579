import type { IBinaryData, INodeExecutionData, IRun } from 'n8n-workflow';
import type { Simulator } from '../../simulator';
import type { N8n } from './n8n';

/** What `n8n execute --rawOutput` prints, among what else it may print. */
export function runIn(output: string): IRun {
	const start = output.search(/^\{/m);
	if (start === -1) throw new Error(`n8n printed no run:\n${output.slice(-2_000)}`);
	return JSON.parse(output.slice(start, output.lastIndexOf('}') + 1)) as IRun;
}

/** All items that a node output in an execution, however often it ran. */
export function itemsOf({ data }: Pick<IRun, 'data'>, node: string): INodeExecutionData[] {
	const rounds = data.resultData.runData[node] ?? [];
	return rounds.flatMap((round) => (round.data?.main ?? []).flatMap((items) => items ?? []));
}

/** What went wrong in a run, in n8n's words. */
export function errorOf({ data }: Pick<IRun, 'data'>): string | undefined {
	const { error } = data.resultData;
	return error && `${error.message} ${'description' in error ? String(error.description) : ''}`;
}

/**
 * That every item has the video that the simulator rendered for its project key.
 * @returns the project keys
 */
export async function checkVideos(items: INodeExecutionData[], n8n: Pick<N8n, 'hashOf'>, simulator: Simulator): Promise<string[]> {
	const keys: string[] = [];
	for (const { json, binary } of items) {
		const key = String(json.projectKey);
		const file = binary?.data as IBinaryData | undefined;
		if (!file) throw new Error(`Project ${key} came without a file: ${JSON.stringify(json)}`);
		const hash = await n8n.hashOf(file);
		if (hash !== simulator.videoHash(key)) throw new Error(`The video of project ${key} is not the one that was rendered.`);
		keys.push(key);
	}
	return keys;
}

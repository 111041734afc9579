/* eslint-disable @n8n/community-nodes/no-restricted-globals -- stops on Ctrl+C; not shipped */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Engine } from '../test/engine/engine';
import { observeProgress } from './observeProgress';
import { progressDisplayFor, type ProgressDisplay } from './progressDisplay';
import { saveVideos } from './report';
import { rowName, type Row } from './rows';
import type { Service } from './service';
import { UserError } from './userError';
import { errorText, runWorkflow } from './workflow';

/**
 * Exports all rows, shows the progress of their renders, and saves the videos.
 * @returns one item per row, with or without a video
 * @throws UserError when the run was stopped or failed
 */
export async function createVideos(engine: Engine, rows: Row[], service: Service, folder: string): Promise<INodeExecutionData[]> {
	const display = progressDisplayFor(process.stdout);
	const projectKeys = new Set<string>();
	let isStopped = false;
	const stopObserving = observeProgress((projectKey, { progress, state }) =>
		display.update(projectKey, progress, state === 'complete' ? 'rendered' : state),
	);
	const { items, error } = await runWorkflow(engine, rows, service, {
		onStart: (stop) =>
			process.once('SIGINT', () => {
				isStopped = true;
				stop();
			}),
		onExported: (exported) => addToDisplay(display, projectKeys, exported, rows),
	});
	stopObserving();
	if (!error) {
		await saveVideos(engine, items, folder);
		for (const { json, binary } of items) {
			display.update(String(json.projectKey), Number(json.progress ?? 0), binary ? 'saved' : 'failed');
		}
	}
	display.stop();
	if (isStopped) throw new UserError(`Stopped.${stillRendering(projectKeys, service)}`);
	if (error) throw new UserError(errorText(error) + stillRendering(projectKeys, service));
	return items;
}

/** Rows with the same values share a project, and so a bar. */
function addToDisplay(display: ProgressDisplay, projectKeys: Set<string>, exported: INodeExecutionData[], rows: Row[]): void {
	for (const [index, { json }] of exported.entries()) {
		const key = String(json.projectKey);
		if (!projectKeys.has(key)) display.add(key, rowName(rows[index]));
		projectKeys.add(key);
	}
}

/** The simulator's renders end with it. */
function stillRendering(projectKeys: Set<string>, { isSimulated }: Service): string {
	if (isSimulated || projectKeys.size === 0) return '';
	return ` The exported projects are still rendering in AI Studios: ${[...projectKeys].join(', ')}.`;
}

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Engine, RunResult, Step } from '../test/engine/engine';
import { rowName, type Row } from './rows';
import type { Service } from './service';
import { UserError } from './userError';

/** What is known before anything is paid for. */
export interface DryRunResult {
	placeholders: string[];
	/** How many videos will be exported: rows with the same values share one. */
	videos: number;
}

export interface RunListeners {
	/** Receives the function that stops the run. */
	onStart(stop: () => void): void;
	/** Receives one item per row, with its project key. */
	onExported(items: INodeExecutionData[]): void;
}

/** Columns fill the placeholders of the same name. */
const VALUES_FROM_COLUMNS = { mappingMode: 'autoMapInputData', value: null };

/** The row's number and name. */
const FILE_NAME = "={{ $itemIndex + 1 }}-{{ Object.values($('Rows').item.json)[0] }}";

/** @throws UserError when the template cannot be filled from these rows */
export async function dryRun(engine: Engine, rows: Row[], service: Service): Promise<DryRunResult> {
	const steps = [exportStep(service, { dryRun: true })];
	const { items, error } = await engine.run({ rows, steps, credential: service.credential });
	if (error) throw new UserError(errorText(error));
	for (const [index, { json }] of items.entries()) {
		const missing = json.missing as string[];
		if (missing.length > 0) {
			throw new UserError(`Row ${index + 1} ("${rowName(rows[index])}") has no value for ${missing.map((name) => `##${name}##`).join(', ')}.`);
		}
	}
	return {
		placeholders: items[0].json.placeholders as string[],
		videos: items.filter(({ json }) => json.duplicateOf === undefined).length,
	};
}

/** Rows → Export Project → Get Progress → Wait and Download. */
export async function runWorkflow(engine: Engine, rows: Row[], service: Service, listeners: RunListeners): Promise<RunResult> {
	return await engine.run({
		rows,
		credential: service.credential,
		steps: [
			exportStep(service, {}),
			{ node: 'aiStudiosGetProgress' },
			{
				node: 'aiStudiosWaitAndDownload',
				parameters: { options: { ...service.waitOptions, fileName: FILE_NAME } },
				onError: 'continueRegularOutput',
			},
		],
		onStart: (stop) => listeners.onStart(stop),
		onNodeEnd: (type, items) => {
			if (type.endsWith('aiStudiosExportProject')) listeners.onExported(items);
		},
	});
}

/** n8n's error as sentences: what happened, and what to do next. */
export function errorText({ message, description }: NonNullable<RunResult['error']>): string {
	const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
	return description ? `${sentence} ${description}` : sentence;
}

function exportStep({ templateParameters }: Service, options: IDataObject): Step {
	return { node: 'aiStudiosExportProject', parameters: { ...templateParameters, values: VALUES_FROM_COLUMNS, options } as Step['parameters'] };
}

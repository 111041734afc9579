import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Engine, RunResult, Step } from '../test/engine/engine';
import { Problem } from './commandLine';
import { nameOf, type Row } from './rows';
import type { Service } from './service';

/** What a dry run tells before anything is paid for. */
export interface Plan {
	placeholders: string[];
	/** Videos that will be ordered: rows that are filled alike share one. */
	videos: number;
}

/** Columns fill the placeholders they are named like. */
const BY_HEADINGS = { mappingMode: 'autoMapInputData', value: null };

/** The file is named after the row, which n8n finds again through the paired items. */
const FILE_NAME = "={{ $itemIndex + 1 }}-{{ Object.values($('Rows').item.json)[0] }}";

/** @throws Problem when the template cannot be filled from these rows */
export async function dryRun(engine: Engine, rows: Row[], service: Service): Promise<Plan> {
	const steps = [exportStep(service, { dryRun: true })];
	const { items, error } = await engine.run({ rows, steps, credential: service.credential });
	if (error) throw new Problem(sentenceOf(error));
	for (const [index, { json }] of items.entries()) {
		const missing = json.missing as string[];
		if (missing.length > 0) {
			throw new Problem(`Row ${index + 1} ("${nameOf(rows[index])}") has nothing for ${missing.map((name) => `##${name}##`).join(', ')}.`);
		}
	}
	return {
		placeholders: items[0].json.placeholders as string[],
		videos: items.filter(({ json }) => json.duplicateOf === undefined).length,
	};
}

/** Rows → Export Project → Get Progress → Wait and Download. */
export async function makeVideos(
	engine: Engine,
	rows: Row[],
	service: Service,
	watcher: { onOrdered: (items: INodeExecutionData[]) => void; onStart: (stop: () => void) => void },
): Promise<RunResult> {
	return await engine.run({
		rows,
		credential: service.credential,
		steps: [
			exportStep(service, {}),
			{ node: 'aiStudiosGetProgress' },
			{
				node: 'aiStudiosWaitAndDownload',
				parameters: { options: { ...service.waiting, fileName: FILE_NAME } },
				onError: 'continueRegularOutput',
			},
		],
		onStart: watcher.onStart,
		onNodeEnd: (type, items) => {
			if (type.endsWith('aiStudiosExportProject')) watcher.onOrdered(items);
		},
	});
}

/** n8n's error as sentences: what happened, and what to do next. */
export function sentenceOf({ message, description }: NonNullable<RunResult['error']>): string {
	const happened = /[.!?]$/.test(message) ? message : `${message}.`;
	return description ? `${happened} ${description}` : happened;
}

function exportStep({ template }: Service, options: IDataObject): Step {
	return { node: 'aiStudiosExportProject', parameters: { ...template, values: BY_HEADINGS, options } as Step['parameters'] };
}

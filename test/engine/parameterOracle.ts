import type { IDataObject } from 'n8n-workflow';
import { templateFor, type Generation } from './generations';
import { carefulReading, type Parameter, type Reading } from './parameterKinds';

/** One of the simulator's. */
export const WORKSPACE = 'workspace-marketing';

/** One item: what each parameter evaluates to, and its row. */
export interface TestItem {
	values: Map<Parameter, unknown>;
	/** The row has no value for FIRST_NAME. */
	isIncomplete?: boolean;
	/** The row has the same values as the first one. */
	isDuplicate?: boolean;
}

/** What must become of one item: a result or an error, and the videos that it may cost. */
export interface Expected {
	fails: boolean;
	exports: 0 | 1;
}

const FAILED: Expected = { fails: true, exports: 0 };

/** How a careful reader takes the parameters of an item, by path. */
export class Readings {
	private readonly readings: Map<string, Reading & { value: unknown }>;

	constructor({ values }: TestItem) {
		this.readings = new Map([...values].map(([parameter, value]) => [parameter.path, { ...carefulReading(parameter, value), value }]));
	}

	get paths(): string[] {
		return [...this.readings.keys()];
	}

	has(path: string): boolean {
		return this.readings.has(path);
	}

	value(path: string): unknown {
		return this.readings.get(path)?.value;
	}

	isWrong(path: string): boolean {
		return this.readings.get(path)?.is === 'wrong';
	}

	isEmpty(path: string): boolean {
		return this.readings.get(path)?.is === 'empty';
	}

	/** What it says; undefined when that is nothing, or makes no sense. */
	meant(path: string): unknown {
		const reading = this.readings.get(path);
		return reading?.is === 'meant' ? reading.as : undefined;
	}

	/** Set, but empty or without sense: for what decides on money. */
	isUnclear(path: string): boolean {
		return this.isWrong(path) || this.isEmpty(path);
	}
}

/** Of Get Progress and of Wait and Download, for which there is one finished project. */
export function expectedResult(readings: Readings, projectKey: string): Expected {
	const isRead = (path: string) => path !== 'binaryProperty' || readings.meant('download') !== false;
	const hasKey = !readings.has('projectKey') || readings.meant('projectKey') === projectKey;
	return { fails: !hasKey || readings.paths.some((path) => readings.isWrong(path) && isRead(path)), exports: 0 };
}

/** Of Export Project. @param project the key of the designed project */
export function expectedExport(readings: Readings, item: TestItem, { project, generation }: { project: string; generation: Generation }): Expected {
	if (readings.isUnclear('options.dryRun') || readings.isWrong('options.includeInputFields') || readings.isWrong('options.existingProjectKey')) return FAILED;
	const existing = readings.meant('options.existingProjectKey');
	if (existing !== undefined) return { fails: !/^\S{1,200}$/.test(String(existing)), exports: 0 };

	const isDryRun = readings.meant('options.dryRun') === true;
	const isDraft = readings.meant('options.draftOnly') === true;
	if (readings.isUnclear('options.draftOnly') || (isDraft && generation === 'v2')) return FAILED;
	if (readings.paths.some((path) => !isTemplate(path) && readings.isWrong(path))) return FAILED;
	if (!hasTemplate(readings, project, generation) || !hasPossibleSettings(readings, generation, isDryRun)) return FAILED;
	if (isMissing(readings, item) && !isDryRun && (readings.meant('options.missingValues') ?? 'error') === 'error') return FAILED;
	const sharesVideo = item.isDuplicate === true && readings.meant('options.allowDuplicates') !== true;
	return { fails: false, exports: isDryRun || isDraft || sharesVideo ? 0 : 1 };
}

function isTemplate(path: string): boolean {
	return path === 'template' || path.startsWith('project');
}

function hasTemplate(readings: Readings, project: string, generation: Generation): boolean {
	const isFromProject = readings.has('templateSource') ? readings.meant('templateSource') === 'project' : readings.paths.some((path) => path.startsWith('project'));
	if (!isFromProject) return !readings.has('template') || String(readings.meant('template')).trim() === templateFor(generation);
	return ['project', 'project.value'].every((path) => !readings.has(path) || readings.meant(path) === project);
}

/** An unknown workspace is rejected by AI Studios, where it is sent. */
function hasPossibleSettings(readings: Readings, generation: Generation, isDryRun: boolean): boolean {
	const webhook = readings.meant('options.webhookUrl');
	if (webhook !== undefined && !/^https?:/.test(String(webhook))) return false;
	const workspace = readings.meant('options.workspaceId') ?? readings.meant('options.workspaceId.value') ?? WORKSPACE;
	if (generation === 'v3' && !isDryRun && workspace !== WORKSPACE) return false;
	const values = readings.value('values') ?? {};
	return typeof values === 'object' && !Array.isArray(values);
}

/** Whether FIRST_NAME has no value: in the form, or in the row that is mapped automatically. */
function isMissing(readings: Readings, { isIncomplete = false }: TestItem): boolean {
	if (readings.has('values.value')) return readings.isEmpty('values.value');
	const mapper = readings.value('values') as IDataObject | null | undefined;
	return (readings.has('values') && mapper?.mappingMode !== 'autoMapInputData') || isIncomplete;
}

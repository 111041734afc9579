import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { checkedProjectKey } from '../shared/core/api/projectKey';
import { MINUTE_MS, SECOND_MS } from '../shared/core/duration';
import { AiStudiosError } from '../shared/core/errors';
import type { Pacing } from '../shared/core/wait/pacing';
import type { WaitSettings } from '../shared/core/wait/waitForRender';

/** The parameters of one item, checked. */
export interface ItemSettings {
	projectKey: string;
	download: boolean;
	binaryProperty: string;
	fileName: string;
	wait: WaitSettings;
	continueOnTimeout: boolean;
	includeInputFields: boolean;
}

const MIN_POLL_INTERVAL_SECONDS = 0.01;
const DEFAULT_CONCURRENT_DOWNLOADS = 2;

/** @throws AiStudiosError (input) for an empty key or a number that makes no sense */
export function itemSettings(context: IExecuteFunctions, index: number): ItemSettings {
	const projectKey = checkedProjectKey(context.getNodeParameter('projectKey', index));
	const options = context.getNodeParameter('options', index, {}) as IDataObject;
	const download = context.getNodeParameter('download', index, true) as boolean;
	const number = (name: string, label: string, fallback: number) => checkedNumber(options[name] ?? fallback, label, projectKey);
	return {
		projectKey,
		download,
		binaryProperty: download ? binaryProperty(context, index) : '',
		fileName: String(options.fileName ?? ''),
		wait: {
			pollIntervalMs: Math.max(number('pollInterval', 'Poll Interval', 3), MIN_POLL_INTERVAL_SECONDS) * SECOND_MS,
			pacing: (options.pacing ?? 'adaptive') as Pacing,
			timeoutMs: number('timeout', 'Timeout', 60) * MINUTE_MS,
			stallTimeoutMs: number('stallTimeout', 'Stall Timeout', 0) * MINUTE_MS,
		},
		continueOnTimeout: options.onTimeout === 'continue',
		includeInputFields: options.includeInputFields === true,
	};
}

/** The same for all items of a run. */
export function maxConcurrentDownloads(context: IExecuteFunctions): number {
	const most = Number(context.getNodeParameter('options.maxConcurrentDownloads', 0, DEFAULT_CONCURRENT_DOWNLOADS));
	return Number.isFinite(most) ? Math.max(1, Math.floor(most)) : DEFAULT_CONCURRENT_DOWNLOADS;
}

function binaryProperty(context: IExecuteFunctions, index: number): string {
	return (context.getNodeParameter('binaryProperty', index, 'data') as string).trim() || 'data';
}

function checkedNumber(value: unknown, label: string, projectKey: string): number {
	const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
	if (Number.isFinite(number) && number >= 0) return number;
	throw new AiStudiosError('input', `${label} must be a number of zero or more, but it is "${String(value)}"`, 'Correct it under Options.', { projectKey });
}

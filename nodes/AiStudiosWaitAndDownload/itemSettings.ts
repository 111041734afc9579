import type { IExecuteFunctions } from 'n8n-workflow';
import { checkedProjectKey } from '../shared/core/api/projectKey';
import { MINUTE_MS, SECOND_MS } from '../shared/core/duration';
import { AiStudiosError } from '../shared/core/errors';
import type { Pacing } from '../shared/core/wait/pacing';
import type { WaitSettings } from '../shared/core/wait/renderWait';
import { arrivedError } from '../shared/n8n/arrivedError';
import { ParameterReader } from '../shared/n8n/parameters';
import { waitProperties } from './properties';

/** The parameters of one item, checked. */
export interface ItemSettings {
	projectKey: string;
	download: boolean;
	binaryProperty: string;
	fileName: string;
	wait: WaitSettings;
	continueOnTimeout: boolean;
	includeInputFields: boolean;
	maxConcurrentDownloads: number;
	maxPollsPerSecond: number;
	surviveRestarts: boolean;
}

/** @throws AiStudiosError (input), or the error that the item arrives with instead of a project key */
export function itemSettings(context: IExecuteFunctions, index: number): ItemSettings {
	const parameters = new ParameterReader(context, index, waitProperties);
	const key = parameters.raw('projectKey');
	const arrived = arrivedError(context.getInputData()[index], key);
	if (arrived) throw arrived;
	const projectKey = checkedProjectKey(key);
	if (context.getInputData()[index].json.isDraft === true) throw neverRendered(projectKey);
	const download = parameters.boolean('download');
	return {
		projectKey,
		download,
		binaryProperty: download ? parameters.text('binaryProperty') : '',
		fileName: parameters.text('options.fileName'),
		wait: {
			pollIntervalMs: parameters.number('options.pollInterval') * SECOND_MS,
			pacing: parameters.choice<Pacing>('options.pacing'),
			timeoutMs: parameters.number('options.timeout') * MINUTE_MS,
			stallTimeoutMs: parameters.number('options.stallTimeout') * MINUTE_MS,
		},
		continueOnTimeout: parameters.choice('options.onTimeout') === 'continue',
		includeInputFields: parameters.boolean('options.includeInputFields'),
		maxConcurrentDownloads: Math.floor(parameters.number('options.maxConcurrentDownloads')),
		maxPollsPerSecond: parameters.number('options.maxPollsPerSecond'),
		surviveRestarts: parameters.boolean('options.surviveRestarts'),
	};
}

/** Waiting for a draft would end only with the timeout. */
function neverRendered(projectKey: string): AiStudiosError {
	return new AiStudiosError('input', `Project ${projectKey} is a draft and was never rendered`, 'Render it in AI Studios first, then continue with an item that has no field isDraft. Or turn off Draft Only in AI Studios Export Project.', { projectKey });
}

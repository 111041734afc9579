import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { AiStudiosError, type ErrorCode, type ErrorContext, type Settled } from '../../shared/core/errors';
import { isObject } from '../../shared/core/json';
import { newWait, type WaitResult, type WaitState } from '../../shared/core/wait/renderWait';
import { ArrivedError } from '../../shared/n8n/arrivedError';
import type { ItemSettings } from '../itemSettings';

/** An error as plain data. */
interface SavedError {
	code: ErrorCode;
	message: string;
	description: string;
	context: ErrorContext;
	httpStatus?: number;
	/** Whether the item arrived with it. */
	hasArrived: boolean;
}

/**
 * One item of a wait that is parked in n8n's database, as plain data: its input, its checked parameters,
 * what its polls showed, and how its wait ended.
 */
export interface ParkedItem {
	input: IDataObject;
	includeInputFields: boolean;
	settings?: ItemSettings;
	wait: WaitState;
	result?: WaitResult;
	error?: SavedError;
}

export function parkedItem({ json }: INodeExecutionData, settings: Settled<ItemSettings>, includeInputFields: boolean, now: number): ParkedItem {
	const item = { input: json, includeInputFields, wait: newWait(now) };
	return settings.ok ? { ...item, settings: settings.value } : { ...item, error: savedError(settings.error) };
}

export function savedError(error: AiStudiosError): SavedError {
	const { code, message, description, context, httpStatus } = error;
	return { code, message, description, context, httpStatus, hasArrived: error instanceof ArrivedError };
}

/** The item's parameters, or why it failed, as they were or as the wait ended. */
export function settledSettings({ error, settings }: ParkedItem): Settled<ItemSettings> {
	if (error) return { ok: false, error: restoredError(error) };
	if (!settings) throw new Error('A parked item has neither parameters nor an error');
	return { ok: true, value: settings };
}

/** How the wait of an item ended that did not fail. */
export function endOfWait({ result }: ParkedItem): WaitResult {
	if (!result) throw new Error('The wait for this item has not ended');
	return result;
}

function restoredError({ code, message, description, context, httpStatus, hasArrived }: SavedError): AiStudiosError {
	const Type = hasArrived ? ArrivedError : AiStudiosError;
	return new Type(code, message, description, context, httpStatus);
}

export function hasEnded({ error, result }: ParkedItem): boolean {
	return error !== undefined || result !== undefined;
}

/** The pause that comes next. */
export interface Pause {
	/** The execution that the videos are for. */
	rootExecutionId: string;
	/** For n8n's Wait node. */
	seconds: number;
}

/**
 * A parked item on its way through the nodes of the parked wait. It has the shape of a failed item:
 * a worker of n8n's queue mode that crashes leaves no trace of it, and n8n takes such items for the result.
 */
export function toExecutionData(parked: ParkedItem, { binary }: INodeExecutionData, index: number, pause: Pause): INodeExecutionData {
	const projectKey = parked.settings?.projectKey;
	const json = {
		error: parked.error?.message ?? `The wait for project ${projectKey} has not ended`,
		message: parked.error?.description ?? 'If n8n stopped in the middle, run AI Studios Wait and Download again with this project key. Waiting costs nothing.',
		details: { projectKey, ...parked, pause } as unknown as IDataObject,
	};
	// The item's files go with it, for Include Input Fields.
	return { json, ...(binary ? { binary } : {}), pairedItem: { item: index } };
}

export function fromExecutionData({ json }: INodeExecutionData): ParkedItem {
	return json.details as unknown as ParkedItem;
}

/** Undefined for the result of a wait. */
export function pauseOf({ json: { details } }: INodeExecutionData): Pause | undefined {
	return isObject(details) && isObject(details.pause) ? (details.pause as unknown as Pause) : undefined;
}

/** The items that the node was given before the wait was parked. */
export function originalItems(items: INodeExecutionData[]): INodeExecutionData[] {
	return items.map((item) => ({ ...item, json: fromExecutionData(item).input }));
}

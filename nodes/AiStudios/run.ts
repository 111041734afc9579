import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Settled } from '../shared/core/errors';
import type { OutputData } from '../shared/n8n/items';
import { ParameterReader } from '../shared/n8n/parameters';
import type { Runtime } from '../shared/n8n/runtime';
import type { Session } from '../shared/n8n/session';

/** One run of the node: all its items have the same operation. */
export interface Run {
	context: IExecuteFunctions;
	session: Session;
	runtime: Runtime;
	/** Those of the operation. */
	properties: INodeProperties[];
}

/** One item of a run. */
export interface ItemRun extends Run {
	index: number;
	parameters: ParameterReader;
}

export function itemRun(run: Run, index: number): ItemRun {
	return { ...run, index, parameters: new ParameterReader(run.context, index, run.properties) };
}

/**
 * What an operation does with all items: the outputs of each, or its error.
 * @throws when an error ends the run that says more than that of the first failed item
 */
export type Operation = (run: Run) => Promise<Array<Settled<OutputData[]>>>;

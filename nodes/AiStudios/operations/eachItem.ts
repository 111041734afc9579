import { settle } from '../../shared/core/errors';
import type { OutputData } from '../../shared/n8n/items';
import { itemRun, type ItemRun, type Operation } from '../run';

/** An operation that costs nothing: each item by itself, as many at once as the client allows. */
export function eachItem(work: (item: ItemRun) => Promise<OutputData[]>): Operation {
	return async (run) => await Promise.all(run.context.getInputData().map(async (_, index) => await settle(async () => await work(checked(itemRun(run, index))))));
}

/** Include Input Fields is used when the item is output; what makes no sense is an error before anything is sent. */
export function checked(item: ItemRun): ItemRun {
	item.parameters.boolean('options.includeInputFields');
	return item;
}

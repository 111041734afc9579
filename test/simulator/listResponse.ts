import type { SimulatorState } from './state';

/** A list of v3, in the form that the variants say. */
export function listResponse(entries: readonly unknown[], name: string, { variants }: Pick<SimulatorState, 'variants'>): object {
	return { success: true, data: variants.lists === 'named' ? { [name]: entries } : entries };
}

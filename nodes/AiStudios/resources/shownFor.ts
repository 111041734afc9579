import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** Shows a parameter for these operations of a resource only; what it asks for besides stays. */
export function shownFor(resource: string, operation: string[], property: INodeProperties): INodeProperties {
	const show: IDisplayOptions['show'] = { resource: [resource], operation, ...property.displayOptions?.show };
	return { ...property, displayOptions: { ...property.displayOptions, show } };
}

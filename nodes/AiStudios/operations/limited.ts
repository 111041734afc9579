import type { ParameterReader } from '../../shared/n8n/parameters';

/** How many entries of a list an item asks for. */
export function limited(parameters: ParameterReader): number {
	return parameters.boolean('returnAll') ? Number.POSITIVE_INFINITY : Math.floor(parameters.number('limit'));
}

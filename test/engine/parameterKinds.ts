import type { IDataObject, INodeParameters, INodeProperties, INodeType } from 'n8n-workflow';

/** A parameter of a node, or an option of its collection. */
export interface Parameter {
	/** `download`, `options.timeout`. */
	path: string;
	property: INodeProperties;
}

/** Every parameter and option in a node's description, so that a new one is among them by itself. */
export function parametersOf({ description }: INodeType): Parameter[] {
	return description.properties
		.filter(({ type }) => type !== 'notice' && type !== 'hidden')
		.flatMap((property) => {
			const options = property.type === 'collection' ? (property.options as INodeProperties[]) : [];
			const all = [{ path: property.name, property }, ...options.map((option) => ({ path: `${property.name}.${option.name}`, property: option }))];
			return all.flatMap((parameter) => [parameter, ...innerOf(parameter)]);
		});
}

/** What is entered within a parameter: the ID in a locator, a value in the form of placeholders. */
function innerOf({ path, property }: Parameter): Parameter[] {
	if (property.type !== 'resourceLocator' && property.type !== 'resourceMapper') return [];
	return [{ path: `${path}.value`, property: { ...property, type: 'string', default: '', noDataExpression: false } }];
}

const LONG_TEXT = 'long '.repeat(200_000);

/** What people and expressions put where something else was meant; a good value of the parameter is the first. */
export function kindsFor({ property }: Parameter, good: unknown): Array<[kind: string, value: unknown]> {
	return [
		['a good value', good],
		['a good value as text', typeof good === 'object' ? JSON.stringify(good) : ` ${String(good)}\n`],
		['its default', property.default],
		['true', true],
		['false', false],
		['"true"', 'true'],
		['"No"', 'No'],
		['1', 1],
		['0', 0],
		['5', 5],
		['-1', -1],
		['an unknown word', 'no such choice'],
		['null', null],
		['undefined', undefined],
		['an empty text', ''],
		['spaces', ' \n'],
		['an object', { a: 1 }],
		['an empty object', {}],
		['a list', ['a', 2]],
		['an empty list', []],
		['a date', new Date(0).toISOString()],
		['1 MB of text', LONG_TEXT],
	];
}

/** A good value by the type of a parameter; those that need a particular one are in `goodValues`. */
export function goodValueOf({ path, property }: Parameter, goodValues: IDataObject): unknown {
	if (path in goodValues) return goodValues[path];
	switch (property.type) {
		case 'boolean':
			return property.default;
		case 'number':
			return 7;
		case 'string':
			return 'some text';
		case 'options':
			return property.default;
		case 'collection':
			return {};
		default:
			throw new Error(`What is a good value for ${path}, a parameter of the type ${property.type}?`);
	}
}

/** The parameters with another value at a path. */
export function withParameter(parameters: INodeParameters, path: string, value: unknown): INodeParameters {
	const [name, ...inner] = path.split('.');
	if (name === 'values' && inner.length > 0) {
		const entered = { FIRST_NAME: value, IMAGE_URL: '={{ $json.image_url }}' };
		return { ...parameters, values: { mappingMode: 'defineBelow', value: entered } as INodeParameters };
	}
	const content = inner.at(-1) === 'value' ? { __rl: true, mode: 'id', value } : value;
	const changed = name === 'options' && inner.length > 0 ? { ...(parameters.options as INodeParameters), [inner[0]]: content } : content;
	return { ...parameters, [name]: changed as INodeParameters };
}

/** How a careful reader takes a value: as it is meant, as nothing (so the default counts), or not at all. */
export type Reading = { is: 'meant'; as: unknown } | { is: 'empty' } | { is: 'wrong' };

const WRONG: Reading = { is: 'wrong' };
const EMPTY: Reading = { is: 'empty' };

/** Written without a look at the node: what each type of parameter may hold. */
export function carefulReading({ property }: Parameter, value: unknown): Reading {
	if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return EMPTY;
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : undefined;
	switch (property.type) {
		case 'boolean':
			if (typeof value === 'boolean') return { is: 'meant', as: value };
			if (['true', 'yes', 'on', '1'].includes(text?.toLowerCase() ?? '')) return { is: 'meant', as: true };
			return ['false', 'no', 'off', '0'].includes(text?.toLowerCase() ?? '') ? { is: 'meant', as: false } : WRONG;
		case 'number':
			return text !== undefined && Number(text) >= 0 ? { is: 'meant', as: Number(text) } : WRONG;
		case 'options':
			return property.options?.some((option) => 'value' in option && (option.value === value || (typeof value === 'number' && option.value === String(value)))) ? { is: 'meant', as: value } : WRONG;
		case 'collection':
			// n8n drops a collection that is not entered option by option.
			return EMPTY;
		case 'resourceLocator': {
			const isLocator = typeof value === 'object' && 'value' in value;
			return isLocator ? carefulReading({ path: '', property: { ...property, type: 'string' } }, value.value) : text === undefined ? WRONG : { is: 'meant', as: text };
		}
		case 'string':
			return text === undefined ? WRONG : { is: 'meant', as: text };
		default:
			return { is: 'meant', as: value };
	}
}

/** What no message may contain: traces of a program, and values that were never meant to be text. */
const NOT_A_SENTENCE = /TypeError|RangeError|undefined|\[object|\bNaN\b|is not a function|cannot read prop|not iterable|\.js:\d|\bat \w+ \(/i;

/** That a person can read it: it begins like a sentence, is short, and shows nothing of the program. */
export function expectSentence(text: unknown): void {
	expect(text).toEqual(expect.stringMatching(/^["A-Z\d][\s\S]{9,1500}$/));
	expect(text).not.toMatch(NOT_A_SENTENCE);
}

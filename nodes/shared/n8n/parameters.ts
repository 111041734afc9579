import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { AiStudiosError, rethrow } from '../core/errors';
import { isEmpty, isObject, kindOf } from '../core/json';

/** Texts that switch something on. */
export const TRUE = new Set(['true', 'yes', 'on', '1']);
const FALSE = new Set(['false', 'no', 'off', '0']);

/** Where parameters come from: a node that runs reads them for each item. */
export interface ParameterSource {
	getNodeParameter(name: string, itemIndex: number, fallback: null): unknown;
}

/**
 * Reads one item's parameters, whatever an expression made of them. Type, default, choices and range
 * are those of the parameter's description. An empty value counts as the default; a value of another
 * kind is this item's error, before anything is sent.
 */
export class ParameterReader {
	private options: unknown;

	constructor(
		private readonly context: ParameterSource,
		private readonly itemIndex: number,
		private readonly properties: readonly INodeProperties[],
	) {}

	/** true, "true", "yes", "on", 1 and their opposites. With `emptyIsError` an option that is set must not be empty. */
	boolean(path: string, { emptyIsError = false } = {}): boolean {
		const { label, property, value, isSet } = this.read(path);
		if (typeof value === 'boolean') return value;
		if (isEmpty(value) && !(emptyIsError && isSet)) return property.default as boolean;
		const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase() : '';
		if (TRUE.has(text)) return true;
		if (FALSE.has(text)) return false;
		throw invalid(label, 'true or false', value);
	}

	/** A number or its digits as text; one outside the range of the description counts as the nearest inside. */
	number(path: string): number {
		const { label, property, value } = this.read(path);
		if (isEmpty(value)) return property.default as number;
		const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
		if (!Number.isFinite(number) || number < 0) throw invalid(label, 'a number of zero or more', value);
		const { minValue = 0, maxValue = Number.POSITIVE_INFINITY } = property.typeOptions ?? {};
		return Math.min(Math.max(number, minValue), maxValue);
	}

	/** One of the description's choices, to the letter; a number counts as its digits. */
	choice<Choice extends string>(path: string): Choice {
		const { label, property, value } = this.read(path);
		if (isEmpty(value)) return property.default as Choice;
		const choices = (property.options ?? []).flatMap((option) => ('value' in option ? [String(option.value)] : []));
		const text = typeof value === 'number' ? String(value) : value;
		if (typeof text === 'string' && choices.includes(text)) return text as Choice;
		throw invalid(label, choices.map((choice) => `"${choice}"`).join(' or '), value);
	}

	/** Text without spaces around it; a number counts as its digits. Of a resource locator its value. */
	text(path: string): string {
		const { label, property, value } = this.read(path);
		const content = property.type === 'resourceLocator' && isObject(value) && 'value' in value ? value.value : value;
		if (isEmpty(content)) return property.type === 'resourceLocator' ? '' : String(property.default);
		if (typeof content === 'string' || typeof content === 'number') return String(content).trim();
		throw invalid(label, 'text', content);
	}

	/** Text that must not be empty. */
	requiredText(path: string): string {
		const text = this.text(path);
		if (text === '') throw new AiStudiosError('input', `${this.read(path).label} is empty`, 'Enter it, or correct its expression. This item was not sent to AI Studios.');
		return text;
	}

	/** An option that is sent only when it is set: its text, or an empty one. */
	setting(path: string): string {
		const { property, isSet, value } = this.read(path);
		if (!isSet || isEmpty(value)) return '';
		return property.type === 'options' ? this.choice(path) : this.text(path);
	}

	/** An option that is sent only when it is set. */
	booleanSetting(path: string): boolean | undefined {
		const { isSet, value } = this.read(path);
		return isSet && !isEmpty(value) ? this.boolean(path) : undefined;
	}

	/** As it comes. */
	raw(path: string): unknown {
		return this.read(path).value;
	}

	/** Include Input Fields; when it cannot be read, the row is kept. */
	includesInputFields(): boolean {
		try {
			return this.boolean('options.includeInputFields');
		} catch {
			return true;
		}
	}

	private read(path: string) {
		const [name, option] = path.split('.');
		const top = find(this.properties, name);
		if (option === undefined) return { label: top.displayName, property: top, value: this.evaluate(name, top.displayName), isSet: true };
		const property = find(top.options as INodeProperties[], option);
		const options = this.readOptions(name, top.displayName);
		return { label: property.displayName, property, value: options[option], isSet: Object.hasOwn(options, option) };
	}

	private readOptions(name: string, label: string): IDataObject {
		this.options ??= this.evaluate(name, label) ?? {};
		if (isObject(this.options)) return this.options as IDataObject;
		throw invalid(label, 'an object', this.options);
	}

	/** Null for a parameter that n8n has dropped, because the node as it is set does not show it. */
	private evaluate(name: string, label: string): unknown {
		try {
			return this.context.getNodeParameter(name, this.itemIndex, null);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			return rethrow(new AiStudiosError('input', `${label} cannot be read: ${reason}`, 'Correct its expression. This item was not sent to AI Studios.'));
		}
	}
}

function find(properties: readonly INodeProperties[], name: string): INodeProperties {
	const property = properties.find((candidate) => candidate.name === name);
	if (!property) throw new Error(`There is no parameter "${name}"`);
	return property;
}

const MAX_SHOWN_LENGTH = 60;

/** The value is shown, but not all of it when it is long. */
export function invalid(label: string, expected: string, value: unknown): AiStudiosError {
	const shown = isEmpty(value) ? 'empty' : typeof value === 'string' ? `"${value.slice(0, MAX_SHOWN_LENGTH)}"` : typeof value === 'number' ? String(value) : kindOf(value);
	return new AiStudiosError('input', `${label} must be ${expected}, but it is ${shown}`, 'Correct the parameter or its expression. This item was not sent to AI Studios.');
}

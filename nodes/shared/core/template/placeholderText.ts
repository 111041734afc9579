import { AiStudiosError } from '../errors';
import { kindOf } from '../json';

/** A value within other text: dates as their ISO text, lists and objects as JSON. */
export function asText(value: unknown): string {
	if (typeof value !== 'object' || value === null) return String(value ?? '');
	const json = JSON.stringify(value) ?? '';
	return json.startsWith('"') ? (JSON.parse(json) as string) : json;
}

/**
 * The same where only a text makes sense, such as a script or a URL.
 * @param target what it fills, as part of a sentence
 * @throws AiStudiosError (input) for a list, an object, true or false
 */
export function asPlainText(target: string, value: unknown): string {
	const text = asText(value);
	const isText = ['string', 'number', 'bigint', 'undefined'].includes(typeof value) || value === null || isTextObject(value, text);
	if (isText) return text;
	throw new AiStudiosError(
		'input',
		`The value of ${target} must be text, but it is ${kindOf(value)}`,
		'Enter a text or a number for it, for example with an expression that picks one field. This item was not sent to AI Studios.',
	);
}

/** A date, for example, which is an object, but stands for a text. */
function isTextObject(value: unknown, text: string): boolean {
	return typeof value === 'object' && JSON.stringify(value) === JSON.stringify(text);
}

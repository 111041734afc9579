import { AiStudiosError } from '../errors';
import { isObject, kindOf, type JsonObject } from '../json';
import { explainJsonError } from './explainJsonError';

const STARTING_POINT = 'Start with the default template of this node, or with an example from its documentation.';

/** An invisible character that some editors put at the beginning of a file. */
const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * Reads a template that was typed or came from an expression (JSON text or an object).
 * @throws AiStudiosError (input) with line and column, or with what is missing for an export.
 */
export function parseTemplate(source: unknown): JsonObject {
	const template = typeof source === 'string' ? parseText(source) : source;
	if (!isObject(template)) {
		throw invalidTemplate(`The template must be an object with "scenes", but it is ${kindOf(template)}`);
	}
	const { scenes } = template;
	if (scenes === undefined) throw invalidTemplate('The template has no "scenes"');
	if (!Array.isArray(scenes)) throw invalidTemplate(`"scenes" must be a list of scenes, but it is ${kindOf(scenes)}`);
	if (scenes.length === 0) throw invalidTemplate('The template has no scenes: "scenes" is an empty list');
	const invalid = scenes.findIndex((scene) => !isObject(scene));
	if (invalid !== -1) {
		throw invalidTemplate(`Scene ${invalid + 1} of the template must be an object, but it is ${kindOf(scenes[invalid])}`);
	}
	return template;
}

function parseText(source: string): unknown {
	const text = source.replace(BYTE_ORDER_MARK, '');
	if (text.trim() === '') throw invalidTemplate('The template is empty');
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return throwJsonError(text);
	}
}

function throwJsonError(text: string): never {
	const { line, column, problem } = explainJsonError(text);
	throw new AiStudiosError(
		'input',
		`The template is not valid JSON: line ${line}, column ${column}: ${problem}`,
		'Correct the template at this position. This item was not sent to AI Studios.',
	);
}

function invalidTemplate(message: string): AiStudiosError {
	return new AiStudiosError('input', message, `${STARTING_POINT} This item was not sent to AI Studios.`);
}

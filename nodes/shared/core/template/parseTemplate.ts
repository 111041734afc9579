import { AiStudiosError } from '../errors';
import { isObject, type JsonObject } from '../json';
import { explainJsonError } from './explainJsonError';

const STARTING_POINT = 'Start from the default template of this node, or from an example in its documentation.';

/** Some editors put it, unseen, before the first character of a file. */
const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * Reads a template as it was typed or as an expression gave it (JSON text or an object).
 * @throws AiStudiosError (input) with line and column, or with what an export needs and this lacks.
 */
export function parseTemplate(source: unknown): JsonObject {
	const template = typeof source === 'string' ? parseText(source) : source;
	if (!isObject(template)) {
		throw wrong(`The template must be an object with "scenes", but it is ${kindOf(template)}`);
	}
	const { scenes } = template;
	if (scenes === undefined) throw wrong('The template has no "scenes"');
	if (!Array.isArray(scenes)) throw wrong(`"scenes" must be a list of scenes, but it is ${kindOf(scenes)}`);
	if (scenes.length === 0) throw wrong('The template has no scene: "scenes" is empty');
	const odd = scenes.findIndex((scene) => !isObject(scene));
	if (odd !== -1) {
		throw wrong(`Scene ${odd + 1} of the template must be an object, but it is ${kindOf(scenes[odd])}`);
	}
	return template;
}

function parseText(source: string): unknown {
	const text = source.replace(BYTE_ORDER_MARK, '');
	if (text.trim() === '') throw wrong('The template is empty');
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return refuseJson(text);
	}
}

function refuseJson(text: string): never {
	const { line, column, problem } = explainJsonError(text);
	throw new AiStudiosError(
		'input',
		`The template is not valid JSON: line ${line}, column ${column}: ${problem}`,
		'Correct the template there. Nothing was sent to AI Studios.',
	);
}

function wrong(message: string): AiStudiosError {
	return new AiStudiosError('input', message, `${STARTING_POINT} Nothing was sent to AI Studios.`);
}

function kindOf(value: unknown): string {
	if (value === null || value === undefined) return 'empty';
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

import fc from 'fast-check';
import type { JsonObject } from '../../../nodes/shared/core/json';
import { compileTemplate } from '../../../nodes/shared/core/template/compileTemplate';
import { anyText } from '../anyText';

const NAMES = ['A', 'FIRST_NAME', 'url-2', 'x.y', 'Two Words', '__proto__', 'constructor', 'ÜBER', '이름', '1'];

const name = fc.constantFrom(...NAMES);
const pieces = fc.array(
	fc.oneof(
		{ arbitrary: name.map((given) => `##${given}##`), weight: 3 },
		{ arbitrary: anyText({ maxLength: 8 }), weight: 2 },
		fc.constantFrom('#', '##', '###', '"', '\\', '\n', '\u2028', '🎬', '##A', 'B##', '####', '{{', '$&'),
	),
	{ maxLength: 6 },
);
const text = pieces.map((all) => all.join(''));
const key = fc.oneof(fc.string({ maxLength: 6 }), text, fc.constantFrom('__proto__', 'constructor', 'clips', 'org'));
/** JSON has no minus zero. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((given) => given + 0);

const { tree } = fc.letrec<{ tree: JsonObject; node: unknown }>((tie) => ({
	node: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		text,
		number,
		fc.boolean(),
		fc.constant(null),
		fc.array(tie('node'), { maxLength: 5 }),
		tie('tree'),
	),
	tree: fc
		.array(fc.tuple(key, tie('node')), { maxLength: 5 })
		.map((entries) => Object.fromEntries(entries) as JsonObject),
}));

const value = fc.oneof(text, anyText(), number, fc.boolean(), fc.constant(null), fc.jsonValue().map((given) => JSON.parse(JSON.stringify(given)) as unknown));
const values = fc.array(value, { minLength: 7, maxLength: 7 });

/**
 * For any JSON and any values: the filled tree is the template with the values at its placeholders
 * and nothing else, it survives JSON, and the template is unchanged. Where only text makes sense, a
 * list, an object, true or false is rejected, and a number becomes its digits.
 *
 * @param runs generated cases
 */
export function checkFilling(runs: number) {
	fc.assert(
		fc.property(tree, values, (template, some) => {
			const before = structuredClone(template);
			const { fill, placeholders } = compileTemplate(template);
			const names = [...new Set(placeholdersIn(template))];
			const given = new Map(names.map((found, index) => [found, some[index % some.length]]));
			expect(new Set(placeholders)).toEqual(new Set(names));
			const expected = expectedOf(template, given);
			if (expected === REJECTED) {
				expect(() => fill(given)).toThrow(/^The value of ##.*## must be text, but it is (a list|an object|a boolean)$/s);
				expect(template).toEqual(before);
				return;
			}
			const filled = fill(given);
			expect(filled).toEqual(expected);
			expect(JSON.stringify(filled)).toBe(JSON.stringify(expected));
			expect(JSON.parse(JSON.stringify(filled))).toEqual(filled);
			expect(template).toEqual(before);
		}),
		{ numRuns: runs },
	);
}

const TEXT_ONLY = ['script', 'textSource', 'url', 'org', 'tts', 'text', 'source_url', 'video_url', 'name'];

/** A value that a text field does not take. */
const REJECTED = Symbol('rejected');

/** The oracle: walks the tree and splits its strings by hand, without the expression the node uses. */
function expectedOf(node: unknown, given: Map<string, unknown>, field = ''): unknown {
	if (typeof node === 'string') return expectedText(node, given, TEXT_ONLY.includes(field));
	if (typeof node !== 'object' || node === null) return node;
	const isList = Array.isArray(node);
	const entries = Object.entries(node).map(([childKey, child]) => [childKey, expectedOf(child, given, isList ? field : childKey)] as const);
	if (entries.some(([, child]) => child === REJECTED)) return REJECTED;
	return isList ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

function expectedText(source: string, given: Map<string, unknown>, textOnly: boolean): unknown {
	const steps = stepsThrough(source);
	const used = steps.flatMap((step) => ('name' in step ? [given.get(step.name)] : []));
	if (textOnly && used.some((value) => typeof value === 'boolean' || (typeof value === 'object' && value !== null))) return REJECTED;
	if (!textOnly && steps.length === 1 && 'name' in steps[0]) return given.get(steps[0].name);
	return steps.map((step) => ('name' in step ? shown(given.get(step.name)) : step.char)).join('');
}

function stepsThrough(source: string): Array<{ name: string; length: number } | { char: string }> {
	const steps: Array<{ name: string; length: number } | { char: string }> = [];
	for (let at = 0; at < source.length; ) {
		const found = nameAt(source, at);
		steps.push(found ?? { char: source[at] });
		at += found?.length ?? 1;
	}
	return steps;
}

const MAX_NAME_LENGTH = 100;

/** The placeholder that begins at this place, and how long it is with its ## and the spaces inside. */
function nameAt(source: string, at: number): { name: string; length: number } | undefined {
	if (!source.startsWith('##', at)) return undefined;
	const end = source.indexOf('##', at + 2);
	if (end === -1) return undefined;
	const inside = source.slice(at + 2, end);
	const name = inside.trim();
	const isName = name !== '' && name.length <= MAX_NAME_LENGTH && !/[#\r\n]/.test(inside);
	return isName ? { name, length: end + 2 - at } : undefined;
}

function shown(given: unknown): string {
	if (given === null) return '';
	return typeof given === 'object' ? JSON.stringify(given) : String(given);
}

function placeholdersIn(node: unknown): string[] {
	if (typeof node === 'string') return stepsThrough(node).flatMap((step) => ('name' in step ? [step.name] : []));
	const children: unknown[] = typeof node === 'object' && node !== null ? Object.values(node) : [];
	return children.flatMap(placeholdersIn);
}

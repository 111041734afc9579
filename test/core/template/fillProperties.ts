import fc from 'fast-check';
import type { JsonObject } from '../../../nodes/shared/core/json';
import { compileTemplate } from '../../../nodes/shared/core/template/compileTemplate';

const NAMES = ['A', 'FIRST_NAME', 'url-2', 'x.y', 'Two Words', '__proto__', 'constructor', 'ÜBER', '이름', '1'];

const name = fc.constantFrom(...NAMES);
const pieces = fc.array(
	fc.oneof(
		{ arbitrary: name.map((given) => `##${given}##`), weight: 3 },
		{ arbitrary: fc.string({ unit: 'binary', maxLength: 8 }), weight: 2 },
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

const value = fc.oneof(text, fc.string({ unit: 'binary' }), number, fc.boolean(), fc.constant(null), fc.jsonValue().map((given) => JSON.parse(JSON.stringify(given)) as unknown));
const values = fc.array(value, { minLength: 7, maxLength: 7 });

/**
 * For any JSON and any values: the filled tree is the template with the values at its placeholders
 * and nothing else, it survives JSON, and the template is unchanged.
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
			const filled = fill(given);
			const expected = expectedOf(template, given);
			expect(new Set(placeholders)).toEqual(new Set(names));
			expect(filled).toEqual(expected);
			expect(JSON.stringify(filled)).toBe(JSON.stringify(expected));
			expect(JSON.parse(JSON.stringify(filled))).toEqual(filled);
			expect(template).toEqual(before);
		}),
		{ numRuns: runs },
	);
}

/** The oracle: walks the tree and splits its strings by hand, without the expression the node uses. */
function expectedOf(node: unknown, given: Map<string, unknown>): unknown {
	if (typeof node === 'string') return expectedText(node, given);
	if (Array.isArray(node)) return node.map((child) => expectedOf(child, given));
	if (typeof node !== 'object' || node === null) return node;
	return Object.fromEntries(Object.entries(node).map(([childKey, child]) => [childKey, expectedOf(child, given)]));
}

function expectedText(source: string, given: Map<string, unknown>): unknown {
	const whole = nameAt(source, 0);
	if (whole !== undefined && source.length === whole.length + 4) return given.get(whole);
	return stepsThrough(source)
		.map((step) => ('name' in step ? shown(given.get(step.name)) : step.char))
		.join('');
}

function stepsThrough(source: string): Array<{ name: string } | { char: string }> {
	const steps: Array<{ name: string } | { char: string }> = [];
	for (let at = 0; at < source.length; ) {
		const found = nameAt(source, at);
		steps.push(found === undefined ? { char: source[at] } : { name: found });
		at += found === undefined ? 1 : found.length + 4;
	}
	return steps;
}

/** The name of the placeholder that begins at this place. */
function nameAt(source: string, at: number): string | undefined {
	if (!source.startsWith('##', at)) return undefined;
	const end = source.indexOf('##', at + 2);
	const found = end === -1 ? '' : source.slice(at + 2, end);
	const chars = [...found];
	const isName = chars.length > 0 && chars.every((char) => /[\p{L}\p{M}\p{N}_ .-]/u.test(char));
	return isName && /[\p{L}\p{N}_]/u.test(chars[0]) && chars.at(-1) !== ' ' ? found : undefined;
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

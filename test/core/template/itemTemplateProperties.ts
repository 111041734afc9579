import fc from 'fast-check';
import { v2 } from '../../../nodes/shared/core/api/v2';
import { v3 } from '../../../nodes/shared/core/api/v3';
import type { JsonObject } from '../../../nodes/shared/core/json';
import { compileTemplate } from '../../../nodes/shared/core/template/compileTemplate';
import { ItemTemplate } from '../../../nodes/shared/core/template/itemTemplate';
import { matchOptionalFields } from '../../../nodes/shared/core/template/matchOptionalFields';
import { optionalFields } from '../../../nodes/shared/core/template/optionalFields';
import { anyText } from '../anyText';

const text = fc.oneof(
	anyText({ maxLength: 12 }),
	fc.constantFrom('Hello ##NAME##!', '##NAME## of ##COMPANY##', '##LOGO##', 'https://x.example/a.png?b#c', '', '##', '__proto__'),
);
const tag = fc.constantFrom('parrot-image', 'Parrot Image', 'parrot-text', 'LOGO', '##PHOTO##', 'name', 'Scene 1 Script', 'scene-2-image', '', ' ', 'NAME', 'x (Tag)', '__proto__', 'constructor');
/** Names that the code looks for are among them, in places where they mean nothing. */
const unknown = fc.dictionary(fc.constantFrom('note', 'id', 'state', 'progress', 'effects', 'text', 'org', '__proto__', 'layer'), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }).map(plain);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const any = fc.oneof(text, fc.constantFrom<unknown>(null, 5, true, [], {}));

const clipV3 = fc
	.tuple(
		unknown,
		fc.record({
			type: fc.constantFrom('aiModel', 'shape', 'image', 'textImage', 'videoImage', 'audio', 'hologram', 'constructor'),
			tag: maybe(fc.oneof({ arbitrary: tag, weight: 9 }, { arbitrary: fc.constantFrom<unknown>(5, null), weight: 1 })),
			source_url: maybe(fc.oneof({ arbitrary: text, weight: 5 }, any)),
			video_url: maybe(text),
			text: maybe(text),
			script: maybe(fc.oneof(unknown.chain((more) => any.map((org) => ({ ...more, org }))), any)),
		}),
	)
	.map(merged);
const sceneV3 = fc
	.tuple(
		unknown,
		fc.record({
			sceneIdx: fc.nat(9),
			scripts: maybe(fc.array(fc.tuple(unknown, fc.record({ org: any })).map(merged), { maxLength: 3 })),
			clips: maybe(fc.array(fc.oneof({ arbitrary: clipV3, weight: 9 }, { arbitrary: fc.constant({} as JsonObject), weight: 1 }), { maxLength: 4 })),
		}),
	)
	.map(merged);
const clipV2 = fc
	.tuple(
		unknown,
		fc.record({
			type: fc.constantFrom('background', 'image', 'text', 'userVideo', 'toString'),
			detail: maybe(fc.tuple(unknown, fc.record({ url: maybe(any), textSource: maybe(any) })).map(merged)),
		}),
	)
	.map(merged);
const sceneV2 = fc
	.tuple(unknown, fc.record({ AIModel: maybe(fc.tuple(unknown, fc.record({ script: maybe(any) })).map(merged)), clips: maybe(fc.array(clipV2, { maxLength: 4 })) }))
	.map(merged);

/** What only AI Studios may write. */
const READ_ONLY = { id: 'p1', state: 'exported', progress: 100, download_url: 'https://x.example/v.mp4', updated_at: 5, owner: { id: 'o' } };
const project = fc.oneof(
	fc.record({ generation: fc.constant('v2' as const), name: text, orientation: fc.constant('landscape'), scenes: fc.array(sceneV2, { maxLength: 4 }) }),
	fc.record({ generation: fc.constant('v3' as const), name: text, orientation: fc.constantFrom('landscape', 'portrait'), scenes: fc.array(sceneV3, { maxLength: 4 }) }),
);

const value = fc.oneof(anyText({ minLength: 1 }).map((given) => `v${given}`), fc.constantFrom('##NAME##', 'a "quote"', '\\', '0'), fc.integer());

/**
 * For any project of both generations and any subset of its fields filled: the body equals what AI
 * Studios returned but at the places filled, and nothing is sent that only AI Studios may write.
 *
 * @param runs generated cases
 */
export function checkProjects(runs: number) {
	fc.assert(
		fc.property(project, fc.array(fc.tuple(fc.boolean(), value), { minLength: 5, maxLength: 5 }), fc.boolean(), ({ generation, ...designed }, choices, draftOnly) => {
			const body = projectRead(generation, { ...READ_ONLY, ...designed });
			const before = structuredClone(body);
			const scenes = body.scenes as unknown[];
			const { placeholders } = compileTemplate(body);
			const template = new ItemTemplate(body, optionalFields(scenes, placeholders));

			const names = template.optionalFields.map(({ name }) => name);
			expect(new Set(names).size).toBe(names.length);
			expect(names.filter((name) => placeholders.includes(name))).toEqual([]);
			const chosen = template.optionalFields.flatMap((field, index) => {
				const [isChosen, given] = choices[index % choices.length];
				return isChosen ? [[field, given] as const] : [];
			});
			const { replacements, remaining } = matchOptionalFields(template.optionalFields, placeholders, new Map(chosen.map(([{ name }, given]) => [name, given])), true);
			expect([...replacements]).toEqual(chosen);
			expect([...remaining]).toEqual([]);

			const values = new Map(placeholders.map((name, index) => [name, `«${name}${index}»`]));
			const filled = template.fill(values, replacements);
			const places = new Map(chosen.flatMap(([{ paths }, given]) => paths.map((path) => [path.join('/'), String(given)] as const)));
			const expected = expectedOf(body, values, places);
			expect(JSON.stringify(filled)).toBe(JSON.stringify(expected));
			expect(body).toEqual(before);
			const options = { draftOnly: draftOnly && generation === 'v3' };
			const sent = (generation === 'v2' ? v2 : v3).exportProject(filled, {}, options).body as JsonObject;
			const allowed = generation === 'v2' ? ['scenes'] : ['name', 'orientation', 'scenes', ...(options.draftOnly ? ['isExport'] : [])];
			expect(Object.keys(sent).filter((key) => !allowed.includes(key))).toEqual([]);
			expect(sent.isExport).toBe(options.draftOnly ? false : undefined);
			expect(sent.scenes).toBe(filled.scenes);
			for (const change of template.changes(filled, replacements)) {
				expect(change.field).not.toBe('');
				expect(change.to).not.toEqual(change.from);
			}
		}),
		{ numRuns: runs },
	);
}

function projectRead(generation: 'v2' | 'v3', stored: JsonObject): JsonObject {
	const redact = (given: string) => given;
	if (generation === 'v2') return v2.project('p1').parse({ success: true, response: stored }, redact);
	return v3.project('p1').parse({ success: true, data: { project: stored } }, redact);
}

/** The oracle: a copy in which the places chosen hold their value, tags that are placeholders fill their clip, and `##NAME##` the rest. */
function expectedOf(node: unknown, values: Map<string, string>, places: Map<string, string>, path: Array<string | number> = []): unknown {
	const place = places.get(path.join('/'));
	if (place !== undefined) return place;
	if (typeof node === 'string') return node.replace(/##([^#\s](?:[^#\r\n]{0,98}[^#\s])?)##/gu, (found, name: string) => values.get(name) ?? found);
	if (typeof node !== 'object' || node === null) return node;
	if (Array.isArray(node)) return node.map((child, index) => expectedOf(child, values, places, [...path, index]));
	const copy = plain(node as JsonObject);
	for (const key of Object.keys(node)) define(copy, key, expectedOf(Reflect.get(node, key), values, places, [...path, key]));
	fillAbsent(copy, path, places);
	fillTagged(copy, node as JsonObject, values);
	return copy;
}

/** A place that the project does not have yet: a clip without its source, an avatar that says nothing. */
function fillAbsent(copy: JsonObject, path: Array<string | number>, places: Map<string, string>) {
	for (const [place, given] of places) {
		const rest = place.startsWith(`${path.join('/')}/`) ? place.slice(path.join('/').length + 1).split('/') : [];
		if (rest.length === 1 && copy[rest[0]] === undefined) copy[rest[0]] = given;
		if (rest.length === 2 && rest[0] === 'script' && (typeof copy.script !== 'object' || copy.script === null || Array.isArray(copy.script))) copy.script = { [rest[1]]: given };
	}
}

const TAG_PLACEHOLDERS: Record<string, string> = { LOGO: 'LOGO', NAME: 'NAME', '##PHOTO##': 'PHOTO' };

function fillTagged(copy: JsonObject, { type, tag: written }: JsonObject, values: Map<string, string>) {
	const name = typeof written === 'string' && Object.hasOwn(TAG_PLACEHOLDERS, written) ? TAG_PLACEHOLDERS[written] : undefined;
	if (name === undefined || !['aiModel', 'image', 'textImage', 'videoImage', 'audio'].includes(String(type))) return;
	const given = values.get(name);
	copy.tag = written;
	if (type === 'aiModel') copy.script = { ...(typeof copy.script === 'object' && !Array.isArray(copy.script) ? copy.script : {}), org: given };
	else if (type === 'textImage') copy.text = given;
	else if (type !== 'videoImage') copy.source_url = given;
	else {
		const held = ['video_url', 'source_url'].filter((key) => copy[key] !== undefined);
		for (const key of held.length > 0 ? held : ['source_url']) copy[key] = given;
	}
}

function merged([more, own]: [JsonObject, object]): JsonObject {
	const copy = plain(more);
	for (const [key, given] of Object.entries(own)) if (given !== undefined) define(copy, key, given);
	return copy;
}

/** With `__proto__` as a key like others, as JSON has it. */
function plain(object: object): JsonObject {
	return JSON.parse(JSON.stringify(object)) as JsonObject;
}

function define(object: JsonObject, key: string, given: unknown) {
	Object.defineProperty(object, key, { value: given, enumerable: true, configurable: true, writable: true });
}

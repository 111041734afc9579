import { differencesFrom, inBraces, isJsonObject, kindOfJson, type Shape } from './shape';

/** Names of fields as an API has them. Anything else could be a user's own word, an ID or a key. */
const FIELD_NAME = /^(?=.{1,30}$)_?[a-z][a-zA-Z]{0,19}(_[a-z]{1,15}){0,3}$/;
/** Shorter ones are parts of many words. */
const MIN_PART_OF_SECRET = 6;
const MAX_OTHER_NAMES = 12;

const CONTENT_TYPE = /^(application\/(json|xml|octet-stream)|binary\/octet-stream|text\/(html|plain|xml)|video\/(mp4|quicktime|webm))\b/i;

/**
 * What came, without a single value: field names and types, as deep as the expectation goes.
 * @param secrets texts that must not appear even as names of fields
 */
export function describeJson(value: unknown, expected: Shape | undefined, secrets: readonly string[]): string {
	if (expected?.kind === 'either') return describeJson(value, closest(expected.shapes, value), secrets);
	if (Array.isArray(value)) return describeList(value, expected?.kind === 'entries' ? expected.of : undefined, secrets);
	if (typeof value === 'boolean' && expected?.kind === 'exactly') return String(value);
	if (!isJsonObject(value) || expected?.kind !== 'fields') return kindOfJson(value);
	const known = { ...expected.required, ...expected.optional };
	const others = Object.keys(value).filter((name) => !(name in known));
	const shown = others.filter((name) => FIELD_NAME.test(name) && !isSecret(name, secrets)).slice(0, MAX_OTHER_NAMES);
	const hidden = others.length - shown.length;
	return inBraces([
		...Object.entries(known).flatMap(([name, inner]) => (value[name] === undefined ? [] : [`${name}: ${describeJson(value[name], inner, secrets)}`])),
		...shown.map((name) => `${name}: ${kindOfJson(value[name])}`),
		...(hidden > 0 ? [`${hidden} more`] : []),
	]);
}

function isSecret(name: string, secrets: readonly string[]): boolean {
	return secrets.some((secret) => secret === name || (name.length >= MIN_PART_OF_SECRET && secret.includes(name)));
}

/** All forms that the entries of a list have. */
function describeList(entries: unknown[], expected: Shape | undefined, secrets: readonly string[]): string {
	if (entries.length === 0) return 'empty list';
	if (expected === undefined) return 'list';
	const forms = [...new Set(entries.map((entry) => describeJson(entry, expected, secrets)))];
	return `[ ${forms.slice(0, 4).join(' or ')}${forms.length > 4 ? ' or others' : ''} ]`;
}

function closest(shapes: Shape[], value: unknown): Shape {
	return shapes.reduce((best, other) => (differencesFrom(other, value).length < differencesFrom(best, value).length ? other : best));
}

/** A content type that is known to hold nothing private. */
export function describeContentType(contentType: string | undefined): string {
	if (contentType === undefined) return 'no content type';
	return CONTENT_TYPE.exec(contentType)?.[0].toLowerCase() ?? 'another content type';
}

const HARMLESS_WORDS = new Set(
	`a access account already an and api app array at authenticated authentication authorization authorized avatar bad balance be been
	body but by can cannot client clip clips code contains could credential credentials credit credits cube cubes data denied did do does doesn't don't
	empty enough error exceeded exist exists expired export failed field fields fields: for forbidden format found given has have header id in incorrect
	input insufficient internal invalid is it it's json key known length limit malformed many match method missing model must name no none not
	null number object of on or parameter parameters payload permission plan please project projects property read render rendered request requested
	requests required resource response right scene scenes script scripts server should some something started state string subscription such text that the
	there these this to together token too try type undefined unauthorized unexpected unknown user userkey appid valid validation value values wait was were
	when with without wrong you your belong`.split(/\s+/),
);

/** The words of a message that every service uses; … stands for all others, which may be names or keys. */
export function harmlessWords(message: string): string {
	const words = message.slice(0, 300).split(/[^\p{L}\p{N}'_-]+/u).filter(Boolean);
	return words.map((word) => (HARMLESS_WORDS.has(word.toLowerCase()) ? word : '…')).join(' ').replace(/…( …)+/g, '…');
}

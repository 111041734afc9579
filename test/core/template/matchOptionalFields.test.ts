import { AiStudiosError } from '../../../nodes/shared/core/errors';
import { matchOptionalFields } from '../../../nodes/shared/core/template/matchOptionalFields';
import { optionalFields } from '../../../nodes/shared/core/template/optionalFields';

const image = (tag: string) => ({ type: 'image', source_url: 'i', tag });
const SCENES = [{ scripts: [{ org: 'Hi' }, { org: 'Ho' }], clips: [image('parrot-image'), image('first-name')] }];
const PLACEHOLDERS = ['FIRST_NAME', 'COMPANY'];
const FIELDS = optionalFields(SCENES, PLACEHOLDERS);

function match(item: Record<string, unknown>, areFormFields = false, fields = FIELDS, placeholders = PLACEHOLDERS) {
	const { replacements, remaining } = matchOptionalFields(fields, placeholders, new Map(Object.entries(item)), areFormFields);
	return { replaced: Object.fromEntries([...replacements].map(([{ name }, value]) => [name, value])), remaining: Object.fromEntries(remaining) };
}

test.each([
	['parrot-image', 'parrot-image'],
	['Parrot Image', 'parrot-image'],
	['PARROT_IMAGE', 'parrot-image'],
	['parrotimage', 'parrot-image'],
	['scene 1 script', 'Scene 1 Script'],
	['Scene 1 Script 1', 'Scene 1 Script'],
	['scene_1_script_2', 'Scene 1 Script 2'],
	['First-Name (tag)', 'first-name (Tag)'],
])('a column "%s" fills "%s"', (column, field) => {
	expect(match({ [column]: 'v' })).toEqual({ replaced: { [field]: 'v' }, remaining: {} });
});

test('other columns remain, in their order', () => {
	expect(match({ Company: 'c', other: 1, 'parrot image': 'p' })).toEqual({ replaced: { 'parrot-image': 'p' }, remaining: { Company: 'c', other: 1 } });
});

test.each([undefined, null, '', '  ', [], {}])('an empty value (%j) replaces nothing', (value) => {
	expect(match({ 'parrot-image': value })).toEqual({ replaced: {}, remaining: {} });
});

test.each([0, false, 'x', ['x'], { a: 1 }])('a value that is not empty (%j) replaces', (value) => {
	expect(match({ 'parrot-image': value }).replaced).toEqual({ 'parrot-image': value });
});

test.each(['First Name', 'FIRST_NAME', 'first-name'])('a column "%s" that could fill a placeholder and a tag is rejected', (column) => {
	const attempt = () => match({ [column]: 'Ann' });
	expect(attempt).toThrow(AiStudiosError);
	expect(attempt).toThrow(`The field "${column}" would fill both ##FIRST_NAME## and the tag "first-name"`);
});

test('an empty one is left to the placeholder, which misses it', () => {
	expect(match({ 'First Name': ' ' })).toEqual({ replaced: {}, remaining: { 'First Name': ' ' } });
});

test('in the form each is filled under its own name', () => {
	expect(match({ FIRST_NAME: 'Ann', 'first-name (Tag)': 'url' }, true)).toEqual({ replaced: { 'first-name (Tag)': 'url' }, remaining: { FIRST_NAME: 'Ann' } });
});

test('a placeholder and a tag of exactly the same name: a column is rejected, and the form can tell them apart', () => {
	const fields = optionalFields([{ clips: [image('logo')] }], ['logo']);
	expect(() => match({ logo: 'x' }, false, fields, ['logo'])).toThrow('The field "logo" would fill both ##logo## and the tag "logo"');
	expect(match({ logo: 'x', 'logo (Tag)': 'y' }, true, fields, ['logo'])).toEqual({ replaced: { 'logo (Tag)': 'y' }, remaining: { logo: 'x' } });
});

test.each([
	['a tag and a line', [{ scripts: [{ org: 'x' }], clips: [image('scene-1-script')] }], [], 'the tag "scene-1-script" and "Scene 1 Script"'],
	['a placeholder and a line', [{ scripts: [{ org: '##SCENE_1_SCRIPT##' }] }], ['SCENE_1_SCRIPT'], '##SCENE_1_SCRIPT## and "Scene 1 Script (Position)"'],
])('a column that could fill %s is rejected', (_what, scenes, placeholders, both) => {
	const fields = optionalFields(scenes, placeholders);
	expect(() => match({ 'Scene 1 Script': 'x' }, false, fields, placeholders)).toThrow(`The field "Scene 1 Script" would fill both ${both}`);
	for (const { name } of fields) expect(match({ [name]: 'x' }, true, fields, placeholders).replaced).toEqual({ [name]: 'x' });
});

test('two columns for one field are rejected, unless one is empty', () => {
	expect(() => match({ 'parrot-image': 'a', 'Parrot Image': 'b' })).toThrow(expect.objectContaining({
		code: 'input',
		message: 'The fields "parrot-image", "Parrot Image" would both fill "parrot-image"',
		description: 'Rename the tag, or rename or remove the fields until only one is left. This item was not sent to AI Studios.',
	}) as Error);
	expect(match({ 'parrot-image': '', 'Parrot Image': 'b' }).replaced).toEqual({ 'parrot-image': 'b' });
});

test('two spellings of one placeholder are no two targets', () => {
	expect(match({ company: 'c' }, false, FIELDS, ['Company', 'COMPANY']).remaining).toEqual({ company: 'c' });
});

import { AiStudiosError } from '../../../nodes/shared/core/errors';
import { completeValues, matchValues } from '../../../nodes/shared/core/template/matchValues';

const fieldsOf = (fields: object) => new Map<string, unknown>(Object.entries(fields));
const match = (placeholders: string[], fields: object) => matchValues(placeholders, fieldsOf(fields));

function errorOf(work: () => unknown): AiStudiosError {
	try {
		work();
	} catch (error) {
		if (error instanceof AiStudiosError) return error;
	}
	throw new Error('It was not rejected');
}

test.each(['FIRST_NAME', 'first_name', 'First name', 'first-name', 'FirstName', ' First  Name ', 'FIRST NAME'])(
	'the field "%s" fills ##FIRST_NAME##',
	(field) => {
		expect(match(['FIRST_NAME'], { [field]: 'Ann' })).toEqual({ values: new Map([['FIRST_NAME', 'Ann']]), missing: [], unused: [] });
	},
);

test('a field fills its placeholder in every spelling', () => {
	const { values, unused } = match(['First Name', 'FIRST_NAME'], { firstName: 'Ann' });
	expect([...values]).toEqual([['First Name', 'Ann'], ['FIRST_NAME', 'Ann']]);
	expect(unused).toEqual([]);
});

test.each([
	['an empty text', ''],
	['white space', ' \n'],
	['null', null],
	['undefined', undefined],
	['an empty list', []],
	['an empty object', {}],
])('%s counts as missing', (_what, value) => {
	expect(match(['A', 'B'], { a: value, b: 1 })).toEqual({ values: new Map([['B', 1]]), missing: ['A'], unused: [] });
});

test.each([0, false, [''], [null], { a: null }, new Date(0), Number.NaN])('%j is a value', (value) => {
	expect(match(['A'], { A: value }).values.get('A')).toBe(value);
});

test('fields that fill nothing are listed, not rejected', () => {
	expect(match(['A'], { A: 1, 'E-mail': 'x', notes: 'y' }).unused).toEqual(['E-mail', 'notes']);
});

test('names that mean something to JavaScript are names like others', () => {
	const fields = new Map<string, unknown>([['__proto__', 'p']]);
	expect(matchValues(['__proto__', 'constructor'], fields)).toEqual({
		values: new Map([['__proto__', 'p']]),
		missing: ['constructor'],
		unused: [],
	});
});

test('two fields that would fill the same placeholder are rejected, and both are named', () => {
	const { message, description, code } = errorOf(() => match(['FIRST_NAME'], { 'First name': 'Ann', first_name: 'Bob' }));
	expect(message).toBe('The fields "First name", "first_name" would all fill ##FIRST_NAME##');
	expect(description).toMatch(/This item was not sent to AI Studios\.$/);
	expect(code).toBe('input');
});

test('two fields of one meaning that fill nothing are not rejected', () => {
	expect(match(['A'], { A: 1, 'x y': 1, x_y: 2 }).unused).toEqual(['x y', 'x_y']);
});

describe('values that are missing', () => {
	const fields = fieldsOf({ name: 'Ann', 'E-mail': '' });
	const found = matchValues(['NAME', 'SCRIPT', 'E_MAIL'], fields);

	test('are all named in one error, with the fields of the item', () => {
		const { message, description, code } = errorOf(() => completeValues(found, 'error', fields));
		expect(message).toBe('No value for ##SCRIPT##, ##E_MAIL##');
		expect(description).toMatch(/^Empty for this item: E-mail\. Available fields: name\. Enter the missing values/);
		expect(description).toMatch(/This item was not sent to AI Studios\.$/);
		expect(code).toBe('input');
	});

	test('are named without fields, too', () => {
		const none = new Map<string, unknown>();
		const { description } = errorOf(() => completeValues(matchValues(['A'], none), 'error', none));
		expect(description).toMatch(/^There are no other fields\. Enter the missing values/);
	});

	test('that are there, but empty, are not looked for among the other fields', () => {
		const empty = fieldsOf({ name: 'Ann', Script: ' ' });
		const { message, description } = errorOf(() => completeValues(matchValues(['NAME', 'SCRIPT'], empty), 'error', empty));
		expect(message).toBe('No value for ##SCRIPT##');
		expect(description).toMatch(/^Empty for this item: Script\. Enter the missing values/);
	});

	test('do not make an endless sentence', () => {
		const many = Array.from({ length: 100 }, (_, index) => `N${index}`);
		const { message } = errorOf(() => completeValues(matchValues(many, new Map()), 'error', new Map()));
		expect(message).toMatch(/##N29## and 70 more$/);
	});

	test('keep their placeholders, or are removed, when Missing Values says so', () => {
		expect(Object.fromEntries(completeValues(found, 'keep', fields))).toEqual({ NAME: 'Ann', SCRIPT: '##SCRIPT##', E_MAIL: '##E_MAIL##' });
		expect(Object.fromEntries(completeValues(found, 'remove', fields))).toEqual({ NAME: 'Ann', SCRIPT: '', E_MAIL: '' });
	});

	test('are no error when there are none', () => {
		const all = fieldsOf({ a: 1 });
		expect(Object.fromEntries(completeValues(matchValues(['A'], all), 'error', all))).toEqual({ A: 1 });
	});
});

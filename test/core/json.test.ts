import { isObject, numberAt, objectAt, textAt } from '../../nodes/shared/core/json';

test.each<[unknown, boolean]>([[{}, true], [[], false], [null, false], [undefined, false], ['{}', false], [5, false]])('whether %j is an object: %s', (value, is) => {
	expect(isObject(value)).toBe(is);
});

test.each<[unknown, unknown]>([
	[{ data: { a: 1 } }, { a: 1 }],
	[{ data: [1] }, {}],
	[{ data: 'x' }, {}],
	[{}, {}],
	[null, {}],
	['data', {}],
])('the data of %j is %j', (value, data) => {
	expect(objectAt(value, 'data')).toEqual(data);
});

test.each<[unknown, string | undefined, number | undefined]>([
	['45.5', '45.5', 45.5],
	[45.5, '45.5', 45.5],
	[0, '0', 0],
	['', undefined, undefined],
	['many', 'many', undefined],
	[Number.NaN, undefined, undefined],
	[Number.POSITIVE_INFINITY, undefined, undefined],
	[true, undefined, undefined],
	[null, undefined, undefined],
	[{}, undefined, undefined],
])('%j reads as the text %j and the number %j', (value, text, number) => {
	expect(textAt({ value }, 'value')).toBe(text);
	expect(numberAt({ value }, 'value')).toBe(number);
});

test('the first key that holds something counts', () => {
	expect(textAt({ a: '', b: null, c: 'third', d: 'fourth' }, 'x', 'a', 'b', 'c', 'd')).toBe('third');
});

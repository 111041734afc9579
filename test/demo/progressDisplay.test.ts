import { progressLines } from '../../demo/progressDisplay';

test('Outside a terminal, a render has one line for each quarter and each state', () => {
	const written: string[] = [];
	const display = progressLines({ write: (text: unknown) => written.push(String(text)) > 0 } as never);
	display.add('key-1', 'Ada');
	display.add('key-2', 'A name\nof two lines, which is too long');

	for (const progress of [0, 12, 24.9, 25, 60, 99.9]) display.update('key-1', progress, 'rendering');
	display.update('key-1', 100, 'rendered');
	display.update('key-1', 100, 'rendered');
	display.update('key-2', 42, 'failed');

	expect(written).toEqual([
		'  Ada                     0 %  rendering\n',
		'  Ada                    25 %  rendering\n',
		'  Ada                    60 %  rendering\n',
		'  Ada                    99 %  rendering\n',
		'  Ada                   100 %  rendered\n',
		'  A name of two lines,   42 %  failed\n',
	]);
});

import { AiStudiosError } from '../../../nodes/shared/core/errors';
import { parseTemplate } from '../../../nodes/shared/core/template/parseTemplate';

const scenes = [{ clips: [] }];

test.each<[string, unknown]>([
	['JSON text', '{"scenes": [{"clips": []}]}'],
	['JSON text after a byte order mark', '\uFEFF{"scenes": [{"clips": []}]}'],
	['JSON text with line breaks around it', '\r\n {"scenes": [{"clips": []}]}\n\n'],
	['an object, as an expression gives it', { scenes }],
])('%s is a template', (_what, source) => {
	expect(parseTemplate(source)).toEqual({ scenes });
});

test('what is beside the scenes is kept', () => {
	expect(parseTemplate('{"name": "Welcome", "scenes": [{}]}')).toEqual({ name: 'Welcome', scenes: [{}] });
});

test.each<[string, unknown, string]>([
	['an empty text', '', 'The template is empty'],
	['white space', ' \n\t', 'The template is empty'],
	['undefined', undefined, 'The template must be an object with "scenes", but it is empty'],
	['null', 'null', 'The template must be an object with "scenes", but it is empty'],
	['a number', '5', 'The template must be an object with "scenes", but it is a number'],
	['a text in quotes', '"scenes"', 'The template must be an object with "scenes", but it is a string'],
	['a list of scenes alone', '[{"clips": []}]', 'The template must be an object with "scenes", but it is a list'],
	['no scenes', '{"scene": []}', 'The template has no "scenes"'],
	['empty scenes', '{"scenes": []}', 'The template has no scenes: "scenes" is an empty list'],
	['scenes as an object', '{"scenes": {}}', '"scenes" must be a list of scenes, but it is an object'],
	['scenes as a text', '{"scenes": "##SCENES##"}', '"scenes" must be a list of scenes, but it is a string'],
	['scenes as null', '{"scenes": null}', '"scenes" must be a list of scenes, but it is empty'],
	['a scene that is a text', '{"scenes": [{}, "##SCENE##"]}', 'Scene 2 of the template must be an object, but it is a string'],
	['a scene that is a list', '{"scenes": [[]]}', 'Scene 1 of the template must be an object, but it is a list'],
	['a scene that is null', '{"scenes": [{}, {}, null]}', 'Scene 3 of the template must be an object, but it is empty'],
	['broken JSON', '{\n"scenes": [,]\n}', 'The template is not valid JSON: line 2, column 12: a value is expected here; text must be inside double quotes'],
])('%s is rejected before anything is sent', (_what, source, message) => {
	const error = errorOf(source);
	expect(error.message).toBe(message);
	expect(error.code).toBe('input');
	expect(error.description).toMatch(/This item was not sent to AI Studios\.$/);
});

function errorOf(source: unknown): AiStudiosError {
	try {
		parseTemplate(source);
	} catch (error) {
		if (error instanceof AiStudiosError) return error;
	}
	throw new Error('It was not rejected');
}

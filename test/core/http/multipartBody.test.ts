import { multipartBody } from '../../../nodes/shared/core/http/multipartBody';
import type { FilePart, Multipart } from '../../../nodes/shared/core/ports';

const BOUNDARY = 'boundary-4711';

function file(content: string, changes: Partial<FilePart> = {}): FilePart {
	const bytes = Buffer.from(content);
	return {
		field: 'file',
		fileName: 'notes.txt',
		mimeType: 'text/plain',
		bytes: bytes.length,
		contentHash: content,
		async *open() {
			for (const byte of bytes) yield Buffer.from([byte]);
		},
		...changes,
	};
}

async function sent(form: Multipart): Promise<{ body: Buffer; bytes: number; contentType: string }> {
	const { chunks, bytes, contentType } = multipartBody(form, BOUNDARY);
	const parts: Uint8Array[] = [];
	for await (const chunk of chunks()) parts.push(chunk);
	return { body: Buffer.concat(parts), bytes, contentType };
}

/** As another implementation reads it. */
async function received(form: Multipart): Promise<Array<[name: string, value: string, fileName?: string, type?: string]>> {
	const { body, contentType } = await sent(form);
	const parsed = await new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } }).formData();
	return await Promise.all(
		[...parsed].map(async ([name, value]): Promise<[string, string, string?, string?]> =>
			typeof value === 'string' ? [name, value] : [name, await value.text(), value.name, value.type],
		),
	);
}

test('fields and files arrive as they are', async () => {
	const form = { fields: { target_0: 'en-US', name: 'Grüße 👋\r\n--boundary' }, files: [file('one\r\ntwo'), file('', { field: 'other', fileName: 'empty.bin' })] };
	expect(await received(form)).toEqual([
		['target_0', 'en-US'],
		['name', 'Grüße 👋\r\n--boundary'],
		['file', 'one\r\ntwo', 'notes.txt', 'text/plain'],
		['other', '', 'empty.bin', 'text/plain'],
	]);
});

test.each([
	['fields only', { fields: { a: 'ä' }, files: [] }],
	['one file', { fields: {}, files: [file('0123')] }],
	['fields and files', { fields: { a: '1', b: '' }, files: [file('a'), file('b'.repeat(1000))] }],
	['nothing', { fields: {}, files: [] }],
])('the length of %s is known before it is read', async (_title, form) => {
	const { body, bytes } = await sent(form);
	expect(bytes).toBe(body.length);
});

test.each([
	['a quotation mark', 'a"b.txt', 'a%22b.txt'],
	['a line break', 'a\r\nX-Evil: 1.txt', 'a%0D%0AX-Evil: 1.txt'],
	['letters of any language', '発表 ü.pptx', '発表 ü.pptx'],
])('a file name with %s stays one name', async (_title, fileName, written) => {
	const { body } = await sent({ fields: {}, files: [file('x', { fileName })] });
	expect(body.toString()).toContain(`filename="${written}"\r\n`);
});

test('a MIME type cannot add a header', async () => {
	const { body } = await sent({ fields: {}, files: [file('x', { mimeType: 'text/plain\r\nX-Evil: 1' })] });
	expect(body.toString()).toContain('\r\nContent-Type: text/plainX-Evil: 1\r\n');
});

test.each([
	['shorter', 5],
	['longer', 3],
])('a file that is %s than announced is not sent as a whole', async (_title, bytes) => {
	await expect(sent({ fields: {}, files: [file('0123', { bytes })] })).rejects.toMatchObject({
		code: 'input',
		message: 'The file notes.txt changed while it was uploaded',
		description: 'Run this item again. AI Studios did not receive the whole file.',
	});
});

test('a file is read anew each time that the form is sent', async () => {
	const form = { fields: {}, files: [file('again')] };
	expect((await sent(form)).body.equals((await sent(form)).body)).toBe(true);
});

test('a second file is opened when the first was read', async () => {
	const opened: string[] = [];
	const slow = (fileName: string) => {
		const part = file('0123', { fileName });
		return { ...part, open: () => (opened.push(fileName), part.open()) };
	};
	const reading = multipartBody({ fields: {}, files: [slow('first'), slow('second')] }, BOUNDARY).chunks();
	await reading.next();
	await reading.next();
	expect(opened).toEqual(['first']);
	for await (const chunk of reading) expect(chunk).toBeDefined();
	expect(opened).toEqual(['first', 'second']);
});

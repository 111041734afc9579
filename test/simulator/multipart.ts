import { createHash, type Hash } from 'crypto';

/** A form as it arrived; the contents of its files are not kept. */
export interface ReceivedForm {
	fields: Record<string, string>;
	files: ReceivedFile[];
	/** Why the form was unreadable. */
	problem?: string;
}

export interface ReceivedFile {
	field: string;
	fileName: string;
	mimeType: string;
	bytes: number;
	/** SHA-256 of its content in hexadecimal digits. */
	sha256: string;
}

interface Part {
	name: string;
	fileName?: string;
	mimeType: string;
	bytes: number;
	hash: Hash;
	/** Content of a field. */
	chunks: Buffer[];
}

const LINE_END = '\r\n';
const HEADERS_END = Buffer.from(LINE_END + LINE_END);
const FIELD_LIMIT_BYTES = 1024 * 1024;

/**
 * Reads a `multipart/form-data` body as it arrives (RFC 7578): file contents pass through a hash and are
 * counted, and at most one chunk is in memory.
 */
export async function readForm(body: AsyncIterable<Buffer>, contentType: string): Promise<ReceivedForm> {
	const boundary = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType)?.slice(1).find(Boolean);
	const parser = new FormParser(boundary ?? '');
	for await (const chunk of body) parser.add(chunk);
	return boundary === undefined ? { fields: {}, files: [], problem: 'The content type has no boundary.' } : parser.finish();
}

class FormParser {
	private readonly form: ReceivedForm = { fields: {}, files: [] };
	private readonly delimiter: Buffer;
	/** What was not parsed yet; the first boundary has no line end before it, so one is put there. */
	private rest = Buffer.from(LINE_END);
	private part: Part | undefined;
	private state: 'before' | 'headers' | 'content' | 'end' = 'before';

	constructor(boundary: string) {
		this.delimiter = Buffer.from(`${LINE_END}--${boundary}`);
	}

	add(chunk: Buffer): void {
		this.rest = Buffer.concat([this.rest, chunk]);
		while (this.step());
	}

	finish(): ReceivedForm {
		if (this.state !== 'end') this.form.problem ??= 'The form ends before its last boundary.';
		return this.form;
	}

	/** Parses one piece; false when it takes more bytes. */
	private step(): boolean {
		if (this.state === 'end' || this.form.problem !== undefined) {
			this.rest = Buffer.alloc(0);
			return false;
		}
		return this.state === 'headers' ? this.readHeaders() : this.readContent();
	}

	private readContent(): boolean {
		const end = this.rest.indexOf(this.delimiter);
		if (end === -1) {
			const safe = this.rest.length - this.delimiter.length;
			if (safe > 0) this.consume(safe);
			return false;
		}
		const after = end + this.delimiter.length;
		if (this.rest.length < after + 2) return false;
		this.consume(end);
		this.endPart();
		const mark = this.rest.toString('latin1', this.delimiter.length, this.delimiter.length + 2);
		this.rest = this.rest.subarray(this.delimiter.length + 2);
		if (mark !== '--' && mark !== LINE_END) this.form.problem = 'A boundary is followed by something else than a line end.';
		this.state = mark === '--' ? 'end' : 'headers';
		return true;
	}

	private consume(length: number): void {
		const content = this.rest.subarray(0, length);
		this.rest = this.rest.subarray(length);
		if (!this.part) return;
		this.part.bytes += length;
		if (this.part.fileName !== undefined) this.part.hash.update(content);
		else if (this.part.bytes <= FIELD_LIMIT_BYTES) this.part.chunks.push(Buffer.from(content));
		else this.form.problem = 'A field is larger than 1 MB.';
	}

	private endPart(): void {
		if (!this.part) return;
		const { name: field, fileName, mimeType, bytes, hash, chunks } = this.part;
		if (fileName === undefined) this.form.fields[field] = Buffer.concat(chunks).toString('utf8');
		else this.form.files.push({ field, fileName, mimeType, bytes, sha256: hash.digest('hex') });
		this.part = undefined;
	}

	private readHeaders(): boolean {
		const end = this.rest.indexOf(HEADERS_END);
		if (end === -1) return false;
		const headers = this.rest.toString('utf8', 0, end);
		this.rest = this.rest.subarray(end + HEADERS_END.length);
		const name = parameter(headers, 'name');
		if (name === undefined) this.form.problem = 'A part has no name.';
		const mimeType = /^content-type:\s*(\S+)/im.exec(headers)?.[1] ?? 'text/plain';
		this.part = { name: name ?? '', fileName: parameter(headers, 'filename'), mimeType, bytes: 0, hash: createHash('sha256'), chunks: [] };
		this.state = 'content';
		return true;
	}
}

/** A parameter of the part's disposition; quotes and line breaks in it come percent-encoded, as from a browser. */
function parameter(headers: string, name: string): string | undefined {
	const value = new RegExp(`^content-disposition:[^\\r\\n]*;\\s*${name}="([^"]*)"`, 'im').exec(headers)?.[1];
	return value?.replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n');
}

/** Where a text stops being JSON, counted from 1, and what is wrong there. */
export interface JsonProblem {
	line: number;
	column: number;
	problem: string;
}

class Broken extends Error {}

const WORD = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Common mistakes where a value or a name is expected, and their explanations. */
const MISTAKES: Array<[RegExp, string]> = [
	[/##/y, 'a placeholder must be inside double quotes ("##NAME##"); a number is still sent as a number'],
	[/['‘’“”„«»`]/y, 'only straight double quotes (") are allowed'],
	[/\/[/*]/y, 'JSON has no comments: remove this one'],
	[/[\u00A0\u1680\u2000-\u200F\u2028-\u202F\u205F\u2060\u3000\uFEFF]/y, 'there is an invisible character here, as copied from a web page: delete it'],
];

/**
 * Finds the first place where `text` is not JSON. V8's own messages differ from one Node version to
 * the next and often give no position, so the text is parsed again. Call it for a text that
 * JSON.parse rejected.
 */
export function explainJsonError(text: string): JsonProblem {
	const reader = new Reader(text);
	try {
		reader.document();
	} catch (error) {
		const before = text.slice(0, reader.at).split('\n');
		const problem = error instanceof Broken ? error.message : 'it is nested too deeply';
		return { line: before.length, column: (before.at(-1) ?? '').length + 1, problem };
	}
	return { line: 1, column: 1, problem: 'it cannot be read' };
}

class Reader {
	at = 0;

	constructor(private readonly text: string) {}

	document() {
		this.value();
		this.space();
		if (this.at < this.text.length) this.fail('there is more text after the end of the JSON');
	}

	private value() {
		this.space();
		const next = this.text[this.at];
		if (next === '{') this.list('}', () => this.member());
		else if (next === '[') this.list(']', () => this.value());
		else if (next === '"') this.string();
		else if (!this.takeMatch(WORD)) this.fail(this.mistake('a value is expected here; text must be inside double quotes'));
	}

	private list(end: '}' | ']', entry: () => void) {
		this.at += 1;
		this.space();
		if (this.take(end)) return;
		for (;;) {
			entry();
			this.space();
			if (this.take(end)) return;
			const comma = this.at;
			if (!this.take(',')) this.fail(this.mistake(`a comma or "${end}" is missing before this`));
			this.space();
			if (this.text[this.at] === end) {
				this.at = comma;
				this.fail(`there is an extra comma before "${end}"`);
			}
		}
	}

	private member() {
		this.space();
		if (this.text[this.at] !== '"') this.fail(this.mistake('a name in double quotes is expected here'));
		this.string();
		this.space();
		if (!this.take(':')) this.fail(this.mistake('a colon is missing after the name'));
		this.value();
	}

	private string() {
		const start = this.at;
		this.at += 1;
		while (!this.take('"')) {
			const char = this.text[this.at];
			if (char === undefined) {
				this.at = start;
				this.fail('the quote that opens here is not closed');
			}
			if (char === '\n' || char === '\r') this.fail('the line ends inside quotes: write \\n for a line break, or close the quote');
			if (char < ' ') this.fail('there is a tab or control character inside quotes: write \\t for a tab');
			if (char !== '\\') this.at += 1;
			else if (!this.takeMatch(ESCAPE)) this.fail('a backslash must be written twice (\\\\)');
		}
	}

	private space() {
		while (' \t\r\n'.includes(this.text[this.at] ?? 'x')) this.at += 1;
	}

	private take(char: string): boolean {
		const found = this.text[this.at] === char;
		if (found) this.at += 1;
		return found;
	}

	private takeMatch(pattern: RegExp): boolean {
		pattern.lastIndex = this.at;
		const [found] = pattern.exec(this.text) ?? [''];
		this.at += found.length;
		return found !== '';
	}

	private mistake(otherwise: string): string {
		if (this.at >= this.text.length) return 'the JSON ends too early';
		const known = MISTAKES.find(([pattern]) => {
			pattern.lastIndex = this.at;
			return pattern.test(this.text);
		});
		return known?.[1] ?? otherwise;
	}

	private fail(problem: string): never {
		throw new Broken(problem);
	}
}

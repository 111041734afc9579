/** Where a JSON text breaks, counted from 1, and what is wrong there in plain words. */
export interface JsonProblem {
	line: number;
	column: number;
	problem: string;
}

class Broken extends Error {}

/**
 * Finds the first place where `text` is not JSON. V8's own messages differ from one Node version to
 * the next and often give no position, so the text is walked once more. Call it for a text that
 * JSON.parse refused.
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
		else this.word();
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
			if (!this.take(',')) this.fail(`a comma or "${end}" is missing here`);
			this.space();
			if (this.text[this.at] === end) {
				this.at = comma;
				this.fail(`there is a comma too many before "${end}"`);
			}
		}
	}

	private member() {
		this.space();
		if (this.text[this.at] !== '"') this.fail('a name in double quotes belongs here');
		this.string();
		this.space();
		if (!this.take(':')) this.fail('a colon is missing after the name');
		this.value();
	}

	private string() {
		const start = this.at;
		this.at += 1;
		while (this.text[this.at] !== '"') {
			const char = this.text[this.at];
			if (char === undefined) {
				this.at = start;
				this.fail('the quote that opens here is never closed');
			}
			if (char < ' ') this.fail('a line break or control character stands inside quotes; write \\n');
			if (char === '\\') this.escape();
			else this.at += 1;
		}
		this.at += 1;
	}

	private escape() {
		const [escape] = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(this.text.slice(this.at, this.at + 6)) ?? [];
		if (!escape) this.fail('a backslash must be written twice (\\\\)');
		this.at += escape.length;
	}

	private word() {
		const rest = this.text.slice(this.at, this.at + 40);
		const [word] = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/.exec(rest) ?? [];
		if (word) {
			this.at += word.length;
		} else if (rest.startsWith('##')) {
			this.fail('a placeholder must stand in double quotes ("##NAME##"); a number stays a number');
		} else if (rest === '') {
			this.fail('the JSON ends too early');
		} else if (/^['‘’“”`]/.test(rest)) {
			this.fail('only straight double quotes (") are allowed');
		} else {
			this.fail('a value belongs here; text must stand in double quotes');
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

	private fail(problem: string): never {
		throw new Broken(problem);
	}
}

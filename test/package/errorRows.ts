/** The beginnings of messages in the table of docs/errors.md; `…` and `##…##` stand for what is filled in. */
export function errorRowsIn(markdown: string): string[] {
	const [table = ''] = /^\| The message begins with .*\n(?:\|.*\n)+/m.exec(markdown) ?? [];
	const [, , ...rows] = table.trim().split('\n');
	return rows.flatMap((row) => [...row.split('|')[1].matchAll(/`([^`]+)`/g)].map(([, beginning]) => beginning));
}

export function beginsLike(beginning: string, message: string): boolean {
	const literal = beginning.split(/#*…#*/).map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${literal.join('.+')}`, 's').test(message);
}

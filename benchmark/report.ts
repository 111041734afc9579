/** One target of a figure, and how it came out. */
export interface Check {
	what: string;
	value: number;
	/** In the words of the target, e.g. "≤ 1.05". */
	target: string;
	met: boolean;
}

/** What one figure prints: how it was measured, both sides in one table, and its targets. */
export interface Figure {
	title: string;
	how: string;
	tables: Table[];
	checks: Check[];
}

export interface Table {
	caption?: string;
	columns: string[];
	rows: Array<Array<string | number>>;
}

export function atMost(what: string, value: number, most: number): Check {
	return { what, value, target: `≤ ${most}`, met: value <= most };
}

export function atLeast(what: string, value: number, least: number): Check {
	return { what, value, target: `≥ ${least}`, met: value >= least };
}

/** Three significant digits, and none behind the point from a hundred on. */
export function short(value: number): string {
	return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** A figure as Markdown that is also legible in a terminal. */
export function written({ title, how, tables, checks }: Figure): string {
	const targets: Table = {
		columns: ['Target', 'Wanted', 'Measured', ''],
		rows: checks.map(({ what, value, target, met }) => [what, target, short(value), met ? 'PASS' : 'FALLS SHORT']),
	};
	const parts = [...tables, targets].map((table) => (table.caption ? `${table.caption}\n\n` : '') + drawn(table));
	return [`## ${title}`, how, ...parts].join('\n\n');
}

function drawn({ columns, rows }: Table): string {
	const cells = [columns, ...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? short(cell) : cell)))];
	const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
	const line = (row: string[]) => `| ${row.map((cell, column) => padded(cell, widths[column], column)).join(' | ')} |`;
	const rule = `|${widths.map((width, column) => (column === 0 ? `${'-'.repeat(width + 2)}` : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
	return [line(cells[0]), rule, ...cells.slice(1).map(line)].join('\n');
}

function padded(cell: string, width: number, column: number): string {
	return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/** The value below which a share (0–1) of the values lies. */
export function quantile(values: number[], share: number): number {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function median(values: number[]): number {
	return quantile(values, 0.5);
}

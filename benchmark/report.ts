/** A target of a benchmark, and whether the measured value meets it. */
export interface Target {
	what: string;
	value: number;
	/** For example "≤ 1.05". */
	limit: string;
	met: boolean;
}

/** What one benchmark prints: how it was measured, the values side by side, and the targets. */
export interface BenchmarkResult {
	title: string;
	method: string;
	tables: Table[];
	targets: Target[];
}

export interface Table {
	caption?: string;
	columns: string[];
	rows: Array<Array<string | number>>;
}

export function atMost(what: string, value: number, max: number): Target {
	return { what, value, limit: `≤ ${max}`, met: value <= max };
}

export function atLeast(what: string, value: number, min: number): Target {
	return { what, value, limit: `≥ ${min}`, met: value >= min };
}

/** Three significant digits; no decimals from 100 on. */
function formatNumber(value: number): string {
	return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

export function formatSeconds(ms: number, decimals = 1): string {
	return `${(ms / 1_000).toFixed(decimals)} s`;
}

/**
 * Markdown that is also legible in a terminal.
 * @param machine when, and on what, it was measured
 */
export function formatResult({ title, method, tables, targets }: BenchmarkResult, machine: string): string {
	const targetTable: Table = {
		columns: ['Target', 'Limit', 'Measured', ''],
		rows: targets.map(({ what, value, limit, met }) => [what, limit, formatNumber(value), met ? 'PASS' : 'MISSED']),
	};
	const formatted = [...tables, targetTable].map((table) => (table.caption ? `${table.caption}\n\n` : '') + formatTable(table));
	return [`## ${title}`, machine, method, ...formatted].join('\n\n');
}

function formatTable({ columns, rows }: Table): string {
	const cells = [columns, ...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? formatNumber(cell) : cell)))];
	const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
	const line = (row: string[]) => `| ${row.map((cell, column) => pad(cell, widths[column], column)).join(' | ')} |`;
	const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
	return [line(cells[0]), rule, ...cells.slice(1).map(line)].join('\n');
}

function pad(cell: string, width: number, column: number): string {
	return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/** The value below which a share (0 to 1) of the values is. */
export function quantile(values: number[], share: number): number {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function median(values: number[]): number {
	return quantile(values, 0.5);
}

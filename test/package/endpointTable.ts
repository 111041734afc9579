export type ApiVersion = 'v2' | 'v3';

/** A row of the README's table of endpoints; endpoints are "v3 POST /editor/project". */
export interface EndpointRow {
	endpoints: string[];
	/** Where it is: names of nodes and "Resource › Operation", in the order of the row. */
	names: string[];
	where: string;
}

const LEFT_OUT = 'Left out: ';

/** The rows below "| Job | Version 3 | Version 2 | Where it is |". */
export function endpointRowsIn(markdown: string): EndpointRow[] {
	const [table = ''] = /^\| Job \| Version 3 \| Version 2 \| Where it is \|\n(?:\|.*\n)+/m.exec(markdown) ?? [];
	const [, , ...rows] = table.trim().split('\n');
	return rows.map((row) => {
		const [, , v3, v2, where] = row.split('|').map((cell) => cell.trim());
		return { endpoints: [...endpointsIn('v3', v3), ...endpointsIn('v2', v2)], names: phrasesIn(where, /\*\*([^*]+)\*\*/g), where };
	});
}

export const isLeftOut = ({ where }: EndpointRow) => where.startsWith(LEFT_OUT) && where.length > LEFT_OUT.length;

const endpointsIn = (version: ApiVersion, cell: string) => phrasesIn(cell, /`([^`]+)`/g).map((request) => `${version} ${request}`);
const phrasesIn = (cell: string, pattern: RegExp) => [...cell.matchAll(pattern)].map(([, phrase]) => phrase);

/** The documented endpoint that a request goes to; undefined when there is none. Names in braces stand for any one part of a path, and a path without them wins. */
export function documentedAs(request: string, documented: string[]): string | undefined {
	const matches = (endpoint: string) => new RegExp(`^${endpoint.replace(/\{\w+\}/g, '[^/]+')}$`).test(request);
	return documented.find((endpoint) => endpoint === request) ?? documented.find(matches);
}

import { resultOf, type Finding, type Result } from './finding';

export interface ReportHeader {
	/** ISO date. */
	date: string;
	packageVersion: string;
	nodeVersion: string;
	api: 'v2' | 'v3';
	/** A custom server is not named: its address may be private. */
	server: string;
	rendered: boolean;
}

/** A finding as it is printed in the terminal. */
export function findingText(finding: Finding): string {
	const result = resultOf(finding);
	const heading = `${result.padEnd(8)} ${finding.name}`;
	if (finding.notRun !== undefined) return `${heading}: ${finding.notRun}`;
	return [heading, ...rowsOf(finding).map(([label, text]) => `         ${label.padEnd(9)} ${text}`)].join('\n');
}

/** "15 agree, 1 differs, 2 not run". */
export function summaryOf(findings: Finding[]): string {
	const count = (result: Result) => findings.filter((finding) => resultOf(finding) === result).length;
	return `${count('agrees')} agree, ${count('differs')} ${count('differs') === 1 ? 'differs' : 'differ'}, ${count('not run')} not run`;
}

/** Markdown, to be attached to a bug report. */
export function reportText(header: ReportHeader, findings: Finding[]): string {
	const lines = findings.map((finding) => `| ${finding.name} | ${resultOf(finding)} | ${finding.notRun ?? (resultOf(finding) === 'agrees' ? '' : differenceText(finding))} |`);
	const details = findings.filter(({ notRun }) => notRun === undefined).map(detailsOf);
	return `${[
		'# Check of n8n-nodes-aistudios against AI Studios',
		`${header.date}, version ${header.packageVersion}, Node.js ${header.nodeVersion}, API ${header.api}, ${header.server}, ${header.rendered ? 'with' : 'without'} a render.`,
		'This report contains field names and types only: no credential, project, name or address.',
		`**${summaryOf(findings)}**`,
		['| Line | Result | Difference |', '|---|---|---|', ...lines].join('\n'),
		...details,
	].join('\n\n')}\n`;
}

function detailsOf(finding: Finding): string {
	const rows = rowsOf(finding).map(([label, text]) => `- **${label}** ${label === 'nodes' || label === 'differs' ? text : `\`${text.replaceAll('`', "'")}\``}`);
	return `## ${finding.name}: ${resultOf(finding)}\n\n${rows.join('\n')}`;
}

function rowsOf(finding: Finding): Array<[label: string, text: string]> {
	const { page, expected, came, differences } = finding;
	const source = page === undefined ? 'as in the simulator; not documented' : `page "${page}"`;
	return [
		['expected', `${expected} (${source})`],
		['came', came],
		...(differences.length === 0 ? [] : [['differs', differences.join('; ')] as [string, string]]),
		['nodes', nodesText(finding)],
	];
}

function differenceText(finding: Finding): string {
	return [...finding.differences, nodesText(finding)].join('; ');
}

function nodesText({ isHandled, nodes }: Finding): string {
	return `${isHandled ? 'handled' : 'not handled'}: the nodes ${nodes}`;
}

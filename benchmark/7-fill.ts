import { atMost, median, type BenchmarkResult } from './report';
import { shipped } from './shipped';

const { compileTemplate } = shipped<typeof import('../nodes/shared/core/template/compileTemplate')>('shared/core/template/compileTemplate');
const { completeValues, matchValues } = shipped<typeof import('../nodes/shared/core/template/matchValues')>('shared/core/template/matchValues');
const { parseTemplate } = shipped<typeof import('../nodes/shared/core/template/parseTemplate')>('shared/core/template/parseTemplate');
const { defaultTemplate } = shipped<typeof import('../nodes/AiStudiosExportProject/defaultTemplate')>('AiStudiosExportProject/defaultTemplate');

const ROWS = 1_000;
const WARM_UP_ROUNDS = 10;

/** The default template, which has the tutorial's three scenes, filled from a thousand rows. */
export async function fill(quick: boolean): Promise<BenchmarkResult> {
	const template = compileTemplate(parseTemplate(defaultTemplate));
	const fields = Array.from({ length: ROWS }, (_, index) => rowOf(index));
	const match = (row: ReadonlyMap<string, unknown>) => completeValues(matchValues(template.placeholders, row), 'error', row);
	const values = fields.map(match);
	const filled = values.map((row) => template.fill(row));

	const variants = {
		'JSON.stringify of the results': () => filled.map((body) => JSON.stringify(body)),
		'fill 1,000 rows': () => values.map((row) => template.fill(row)),
		'match 1,000 rows with the placeholders': () => fields.map(match),
		'fill the text of the JSON, then JSON.parse': () => values.map(fillText),
	};
	const times = medianTimes(variants, quick ? 30 : 200);
	const [stringifyMs, fillMs] = Object.values(times);
	return {
		title: '7. Filling a template from 1,000 rows',
		method: `The node's default template: three scenes as in the tutorial, ${template.placeholders.length} placeholders, ${JSON.stringify(filled[0]).length} bytes when filled. Medians of rounds in which the variants alternate. The last variant fills the text of the JSON, as a reader of the tutorial would, and breaks at the first quotation mark.`,
		tables: [
			{
				columns: ['', 'milliseconds', 'ratio to JSON.stringify'],
				rows: Object.entries(times).map(([name, ms]) => [name, ms, ms / stringifyMs]),
			},
		],
		targets: [atMost('time to fill, ratio to JSON.stringify of the results', fillMs / stringifyMs, 2)],
	};
}

function rowOf(index: number): ReadonlyMap<string, unknown> {
	return new Map<string, unknown>([
		['Intro Video URL', `https://videos.example/intro-${index}.mp4`],
		['First name', `Ann ${index}`],
		['Script', `Welcome to lesson ${index}. `.repeat(8)],
		['image_url', `https://pictures.example/${index}.png`],
		['Outro Video URL', `https://videos.example/outro-${index}.mp4`],
	]);
}

/** Breaks when a value contains a quotation mark or a line break; these do not. */
function fillText(row: ReadonlyMap<string, unknown>): unknown {
	const text = [...row].reduce((filled, [name, value]) => filled.replaceAll(`##${name}##`, String(value)), defaultTemplate);
	return JSON.parse(text) as unknown;
}

/** The median time of each variant in milliseconds, measured alternately and after a warm-up. */
function medianTimes<Name extends string>(variants: Record<Name, () => unknown>, rounds: number): Record<Name, number> {
	const names = Object.keys(variants) as Name[];
	const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
	for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
		for (const name of names) {
			const start = performance.now();
			variants[name]();
			if (round >= 0) times[name].push(performance.now() - start);
		}
	}
	return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>;
}

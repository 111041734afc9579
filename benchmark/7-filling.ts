import { atMost, median, type Figure } from './report';
import { shipped } from './shipped';

const { compileTemplate } = shipped<typeof import('../nodes/shared/core/template/compile')>('shared/core/template/compile');
const { completeValues, matchValues } = shipped<typeof import('../nodes/shared/core/template/matchValues')>('shared/core/template/matchValues');
const { parseTemplate } = shipped<typeof import('../nodes/shared/core/template/parseTemplate')>('shared/core/template/parseTemplate');
const { defaultTemplate } = shipped<typeof import('../nodes/AiStudiosExportProject/defaultTemplate')>('AiStudiosExportProject/defaultTemplate');

const ROWS = 1_000;

/** A thousand rows into the default template, which has the tutorial's three scenes. */
export async function filling(quick: boolean): Promise<Figure> {
	const template = compileTemplate(parseTemplate(defaultTemplate));
	const fields = Array.from({ length: ROWS }, (_, index) => rowOf(index));
	const match = (row: ReadonlyMap<string, unknown>) => completeValues(matchValues(template.placeholders, row), 'error', row);
	const values = fields.map(match);
	const filled = values.map((row) => template.fill(row));

	const work = {
		'JSON.stringify of the results': () => filled.map((body) => JSON.stringify(body)),
		'fill 1,000 rows': () => values.map((row) => template.fill(row)),
		'match 1,000 rows with the placeholders': () => fields.map(match),
		'fill on the text of the JSON, then JSON.parse': () => values.map(filledAsText),
	};
	const times = timed(work, quick ? 30 : 200);
	const [stringify, fill] = Object.values(times);
	return {
		title: '7. Filling 1,000 rows into a template',
		how: `The node's default template: three scenes as in the tutorial, ${template.placeholders.length} placeholders, ${JSON.stringify(filled[0]).length} bytes filled. Median of rounds that take all ways in turn. The last way fills the text of the JSON, as a reader of the tutorial would, and breaks at the first quotation mark.`,
		tables: [
			{
				columns: ['', 'milliseconds', 'over JSON.stringify'],
				rows: Object.entries(times).map(([name, time]) => [name, time, time / stringify]),
			},
		],
		checks: [atMost('time to fill over JSON.stringify of the same', fill / stringify, 2)],
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

/** Breaks when a value holds a quotation mark or a line break; these do not. */
function filledAsText(row: ReadonlyMap<string, unknown>): unknown {
	const text = [...row].reduce((filled, [name, value]) => filled.replaceAll(`##${name}##`, String(value)), defaultTemplate);
	return JSON.parse(text) as unknown;
}

/** The median time of each piece of work in milliseconds, measured in turn after warming up. */
function timed<Name extends string>(work: Record<Name, () => unknown>, rounds: number): Record<Name, number> {
	const names = Object.keys(work) as Name[];
	const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
	for (let round = -10; round < rounds; round += 1) {
		for (const name of names) {
			const start = performance.now();
			work[name]();
			if (round >= 0) times[name].push(performance.now() - start);
		}
	}
	return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>;
}

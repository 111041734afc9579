import { chapterScenes } from '../test/engine/chapterScenes';
import { atMost, type BenchmarkResult } from './report';
import { shipped } from './shipped';

const { redact } = shipped<typeof import('../nodes/shared/core/redact')>('shared/core/redact');
const { safeFileName } = shipped<typeof import('../nodes/shared/core/download/fileName')>('shared/core/download/fileName');
const { compileTemplate } = shipped<typeof import('../nodes/shared/core/template/compileTemplate')>('shared/core/template/compileTemplate');
const { explainJsonError } = shipped<typeof import('../nodes/shared/core/template/explainJsonError')>('shared/core/template/explainJsonError');
const { optionalFields } = shipped<typeof import('../nodes/shared/core/template/optionalFields')>('shared/core/template/optionalFields');
const { foreignPlaceholders, splitAtPlaceholders, strayMarkers } = shipped<typeof import('../nodes/shared/core/template/placeholders')>('shared/core/template/placeholders');

const GROWTH = 10;
/** Linear work takes ten times as long, quadratic work a hundred times. */
const MAX_RATIO = 30;
/** What takes less is as good as nothing, and its ratio says nothing. */
const MIN_MS = 1;
/** The fastest counts: in the first, code is still being compiled. */
const ROUNDS = 5;

/** What makes a careless regular expression try each beginning anew, repeated so many times between a start and an end. */
const TEXTS: Array<[what: string, repetitions: number, pieces: string[], ends: [start: string, end: string], read: (text: string) => unknown]> = [
	['Text from outside, redacted', 30_000, ['-ey', 'http://', '?a', 'a=b?', '  ', 'ey.'], ['', ''], (text) => redact(text, ['secret'])],
	['File name', 30_000, ['a', '.', '. a', '가', '/', '%', '.mp4'], ['a', 'b'], (text) => safeFileName(text, 'p1', '.mp4')],
	['Placeholders of other tools', 30_000, ['{{a', '[[', '${', '<<b', '%%c', '%', '{{{'], ['', ''], foreignPlaceholders],
	['Incomplete placeholders', 30_000, ['##a', '#', '## \n', 'a b', '##a b\n'], ['##', ''], (text) => [splitAtPlaceholders(text), strayMarkers(text)]],
	['JSON with a mistake at its end', 10_000, ['"x", ', '{"a": 1}, ', '[1], '], ['[', ']'], explainJsonError],
];

/** A text from outside may be long, and made to be slow: reading it takes time in proportion to its length. */
export async function longTexts(quick: boolean): Promise<BenchmarkResult> {
	const rounds = quick ? 2 : ROUNDS;
	const cases = TEXTS.flatMap(([what, repetitions, pieces, [start, end], read]) =>
		pieces.map((piece) => measured(`${what}: ${JSON.stringify(piece)}`, rounds, repetitions, (count) => inOnePiece(start + piece.repeat(count) + end), read)),
	);
	const project = measured('Scenes of a designed project', rounds, 200, chapterScenes, (scenes) => optionalFields(scenes, compileTemplate({ scenes }).placeholders));
	const all = [...cases, project];
	return {
		title: '10. Long texts from outside',
		method: `Functions as shipped, on a text and on one ${GROWTH} times as long; the fastest of ${rounds} rounds each, in which both alternate. The texts repeat what makes a careless regular expression slow. Of a text that is to be shown, and of a file name, only the beginning is read. Less than ${MIN_MS} ms counts as ${MIN_MS} ms.`,
		tables: [{ columns: ['', 'repetitions', 'milliseconds', `${GROWTH} times as many`, 'ratio'], rows: all }],
		targets: [atMost('worst ratio (linear: 10, quadratic: 100)', Math.max(...all.map(([, , , , ratio]) => ratio)), MAX_RATIO)],
	};
}

type Row = [what: string, repetitions: number, shortMs: number, longMs: number, ratio: number];

function measured<Input>(what: string, rounds: number, repetitions: number, inputOf: (count: number) => Input, read: (input: Input) => unknown): Row {
	const inputs = [inputOf(repetitions), inputOf(repetitions * GROWTH)];
	const times = Array.from({ length: rounds }, () => inputs.map((input) => milliseconds(() => read(input))));
	const [shortMs, longMs] = inputs.map((_, index) => Math.min(...times.map((round) => round[index])));
	return [what, repetitions, shortMs, longMs, Math.max(longMs, MIN_MS) / Math.max(shortMs, MIN_MS)];
}

/** V8 joins the parts of a text when it is first read, which is not what is measured. */
function inOnePiece(text: string): string {
	return Buffer.from(text).toString();
}

function milliseconds(work: () => unknown): number {
	const start = performance.now();
	work();
	return performance.now() - start;
}

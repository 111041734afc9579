import type { IDataObject } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { delay, noFault, rejection, reset, times } from '../simulator/faults';
import { begin, check, ended, type Running } from './lib/running';
import type { Sheet, SheetRow } from './lib/sheet';
import { CREDENTIALS } from './lib/simulation';
import { until } from './lib/until';

const NAMES = ['Ada', 'Mei', 'Olu', 'Eva', 'Tom', 'Ida', 'Ben', 'Zoe', 'Kai', 'Lea', 'Max', 'Uma'];
const ROWS = NAMES.map((name): IDataObject => ({
	'First Name': name,
	Script: 'A "quoted" line,\nand another \\ one 👋',
	'Intro Video URL': 'https://example.com/media/intro.mp4',
	'Image URL': 'https://example.com/media/portrait.png',
	'Outro Video URL': 'https://example.com/media/outro.mp4',
}));
const IN_DOUBT = 'may have been accepted';
const SHEET_WORKFLOW = `example-google-sheets-${CREDENTIALS.v2.id}`;
/** Of the first run: two rows that get a video, one that is rejected, and one whose response is lost before it was accepted. */
const FIRST_FAULTS = [noFault, rejection('Not today.'), reset, noFault];
const [, REJECTED, LOST] = NAMES;
/** Exports of the second run that have their key when n8n is killed: that of the rejected row, and two others. */
const BEFORE_THE_CRASH = 3;
const KILLED = NAMES[FIRST_FAULTS.length + BEFORE_THE_CRASH - 1];

/** The sheet example: a first run, a second in which n8n is killed during an export, a third, and a person who settles what is in doubt. */
export async function sheetInThreeRuns(running: Running): Promise<void> {
	const { simulator, sheet, n8n, server, say } = running;
	sheet.append(...ROWS.slice(0, FIRST_FAULTS.length));
	simulator.injectFaults('exportProject', FIRST_FAULTS);
	await runSheet(running);
	check('Videos after the first run', videosIn(sheet, simulator), 2);
	check('Rows with an error after the first run', withError(sheet, ''), [REJECTED, LOST]);
	check('Rows in doubt after the first run', withError(sheet, IN_DOUBT), [LOST]);
	say(`sheet example, first run: 2 of 4 rows have videos, ${REJECTED} shows "${errorOf(sheet, REJECTED)}", ${LOST} shows "${errorOf(sheet, LOST)}"`);

	sheet.append(...ROWS.slice(FIRST_FAULTS.length));
	const before = exportsOfSheet(simulator).length;
	simulator.injectFaults('exportProject', [...times(BEFORE_THE_CRASH, noFault), delay(60_000)]);
	await begin(running, SHEET_WORKFLOW);
	await until('An export should be on its way', async () => exportsOfSheet(simulator).length > before + BEFORE_THE_CRASH);
	await server.crash();
	simulator.injectFaults('exportProject', []);
	say(`second run: n8n killed (SIGKILL) while the export of ${KILLED} was on its way`);
	const restarted = await n8n.serve();
	try {
		await thirdRun(running);
		await settledByHand(running);
	} finally {
		await restarted.stop();
	}
}

async function thirdRun(running: Running): Promise<void> {
	const { simulator, sheet, say } = running;
	await runSheet(running);
	check('Rows in doubt after the third run', withError(sheet, IN_DOUBT), [LOST, KILLED]);
	check('Rows with an error after the third run', withError(sheet, ''), [LOST, KILLED]);
	check('Videos after the third run', videosIn(sheet, simulator), ROWS.length - 2);
	check('Rows paid for, all exports', [exportedNames(simulator).size, exportsOfSheet(simulator).length], [ROWS.length - 1, ROWS.length - 1]);
	say(`third run: ${ROWS.length} rows, ${exportsOfSheet(simulator).length} exports, none twice, ${ROWS.length - 2} videos with the right hashes; ${KILLED} shows "${errorOf(sheet, KILLED)}"`);
}

/** The killed export is among the projects, so its key is entered; the other is not, so its error is cleared. */
async function settledByHand(running: Running): Promise<void> {
	const { simulator, sheet, say } = running;
	rowOf(sheet, KILLED)['Project Key'] = String(exportedNames(simulator).get(KILLED));
	rowOf(sheet, LOST).Error = '';
	await runSheet(running);
	check('Rows with an error in the end', withError(sheet, ''), []);
	check('Videos in the end', videosIn(sheet, simulator), ROWS.length);
	check('Rows paid for, all exports', [exportedNames(simulator).size, exportsOfSheet(simulator).length], [ROWS.length, ROWS.length]);
	say(`settled by hand (key of ${KILLED} entered, error of ${LOST} cleared) and run again: ${ROWS.length} videos, ${ROWS.length} exports`);
}

async function runSheet(running: Running): Promise<void> {
	const { status: outcome } = await ended(running, await begin(running, SHEET_WORKFLOW));
	check('The sheet example', outcome, 'success');
}

function exportsOfSheet(simulator: Simulator) {
	return simulator.exports.filter(({ body }) => JSON.stringify(body).includes('quoted'));
}

/** The project key of each row that was paid for, by its first name. */
function exportedNames(simulator: Simulator): Map<string, string> {
	return new Map(exportsOfSheet(simulator).map(({ body, projectKey }) => [/Hello (\w+)!/.exec(JSON.stringify(body))?.[1] ?? '', String(projectKey)]));
}

function rowOf({ rows }: Sheet, name: string): SheetRow {
	const row = rows.find((candidate) => candidate['First Name'] === name);
	if (!row) throw new Error(`The sheet has no row of ${name}.`);
	return row;
}

function errorOf(sheet: Sheet, name: string): string {
	return rowOf(sheet, name).Error;
}

/** First names of the rows whose error contains a text. */
function withError({ rows }: Sheet, text: string): unknown[] {
	return rows.filter(({ Error: error }) => error !== '' && error.includes(text)).map((row) => row['First Name']);
}

/** Rows whose link leads to the video that was rendered for them. */
function videosIn(sheet: Sheet, simulator: Simulator): number {
	return sheet.rows.filter((row) => row.Video !== '' && row.Video === sheet.linkTo(simulator.videoHash(row['Project Key']))).length;
}

import { contractOf } from '../../../nodes/shared/core/contract';
import type { Trouble } from '../../../nodes/shared/core/errors';
import type { FinalRefusal } from '../../../nodes/shared/core/requests/client';
import type { Reason } from '../../../nodes/shared/core/requests/judge';
import { exportError, lostExport, readingError } from '../../../nodes/shared/core/requests/troubles';

const [v2, v3] = [contractOf('v2'), contractOf('v3')];
const facts = { projectKey: 'p1' };
const wanted = { what: 'the progress of project p1', facts, secrets: ['s3cret-key'] };
const refusal = (reason: Reason, why: string, more: Partial<FinalRefusal> = {}): FinalRefusal => ({ ok: false, reason, why, tries: 1, ...more });

test.each<[Reason, Trouble, message: string, advice: RegExp]>([
	['busy', 'busy', 'AI Studios has no time for the progress of project p1: why', /Run fewer items at once, or try again later\.$/],
	['unavailable', 'unavailable', 'AI Studios gave no proper answer for the progress of project p1: why', /run this item again later/],
	['unreadable', 'unavailable', 'AI Studios gave no proper answer for the progress of project p1: why', /run this item again later/],
	['lost', 'unavailable', 'AI Studios gave no proper answer for the progress of project p1: why', /run this item again later/],
	['unsent', 'unsent', 'AI Studios could not be reached for the progress of project p1: why', /Check the server in the credential and the network/],
	['credentials', 'credentials', 'AI Studios refused the credential for the progress of project p1: why', /Check the API Key and the server/],
	['credits', 'credits', 'AI Studios refused the progress of project p1: why', /no cubes left/],
	['notFound', 'notFound', 'AI Studios does not know the progress of project p1: why', /Check the project key/],
	['moved', 'refused', 'AI Studios sent the progress of project p1 on to another address: why', /Check the server.*was not sent on/],
	['refused', 'refused', 'AI Studios refused the progress of project p1: why', /Correct what it names/],
])('a reading that ends as "%s" says what happened to which project, and what to do', (reason, trouble, message, advice) => {
	const error = readingError(refusal(reason, 'why'), v2, wanted);
	expect(error).toMatchObject({ trouble, message, facts });
	expect(error.advice).toMatch(advice);
});

test('the number of tries is told when there were several', () => {
	expect(readingError(refusal('lost', 'why', { tries: 7 }), v2, wanted).message).toContain('of project p1 after 7 tries: why');
});

test('the words for keys and money are those of the generation', () => {
	expect(readingError(refusal('credentials', ''), v3, wanted).advice).toContain('App ID and User Key');
	expect(readingError(refusal('credits', ''), v3, wanted).advice).toContain('credits');
	expect(lostExport('x', v2).advice).toContain('cubes');
	expect(lostExport('x', v3).advice).toContain('credits');
});

test.each([
	[5_000, 'It asks to wait 5 seconds. '],
	[3_600_000, 'It asks to wait 60 minutes. '],
	[0, ''],
])('a pause of %i ms that was asked for is told', (retryAfter, told) => {
	expect(readingError(refusal('busy', 'why', { retryAfter }), v2, wanted).advice).toBe(`${told}Run fewer items at once, or try again later.`);
});

const EXPORT = { what: 'the export', secrets: wanted.secrets };

test.each<Reason>(['lost', 'unavailable', 'unreadable'])('an export that ends as "%s" may have been accepted, and says so', (reason) => {
	const error = exportError(refusal(reason, 'the connection broke'), v2, EXPORT);
	expect(error.trouble).toBe('lost');
	expect(error.message).toBe('The export was sent, but the answer was lost (the connection broke): the render may have been accepted');
	expect(error.advice).toMatch(/not sent again.*Look into your projects in AI Studios/);
	expect(error.advice).not.toContain('Nothing was ordered');
});

test.each<Reason>(['busy', 'unsent', 'credentials', 'credits', 'moved', 'refused', 'notFound'])('an export that ends as "%s" was not ordered, and says so', (reason) => {
	expect(exportError(refusal(reason, 'why'), v2, EXPORT).advice).toMatch(/ Nothing was ordered\.$/);
});

test('a model that is not found is no project that is not found', () => {
	const error = exportError(refusal('notFound', 'Model M1 not found'), v2, EXPORT);
	expect(error.message).toBe('AI Studios refused the export: Model M1 not found');
	expect(error.advice).not.toContain('project key');
});

test.each<Reason>(['busy', 'unavailable', 'unreadable', 'lost', 'unsent', 'credentials', 'credits', 'notFound', 'moved', 'refused'])(
	'no secret and no signed URL gets into the error for "%s"',
	(reason) => {
		const why = 'canceled s3cret-key at https://files.example.com/a.mp4?Signature=SIGNED for eyJhbGciOiJIUzI1NiJ9.e30.x';
		for (const error of [readingError(refusal(reason, why), v2, wanted), exportError(refusal(reason, why), v3, EXPORT)]) {
			expect(`${error.message} ${error.advice}`).not.toMatch(/s3cret-key|SIGNED|eyJ|canceled/);
			expect(error.message).toContain('https://files.example.com/a.mp4');
		}
	},
);

import type { HttpResult } from '../../../nodes/shared/core/ports';
import { PollSchedule } from '../../../nodes/shared/core/wait/pollSchedule';
import { listNewTranslation } from '../../../nodes/shared/core/wait/listTranslation';
import { clientOf } from '../http/clientWith';

function response(body: object, status = 200): HttpResult {
	return { kind: 'response', status, headers: {}, text: JSON.stringify(body) };
}

const videos = (...ids: string[]) => response({ success: true, data: ids.map((projectId) => ({ projectId, name: projectId, progress: 0, download_url: null })) });
const UNKNOWN = response({ success: false, error: { msg: 'There is no folder.' } }, 404);
const DENIED = response({ success: false, error: { msg: 'The token expired.' } }, 401);

async function list(...responses: HttpResult[]) {
	const { client, clock, sent } = clientOf('v3', async (_request, index) => responses[Math.min(index, responses.length - 1)]);
	const listing = listNewTranslation('f1', 2, client, new PollSchedule(clock));
	return { listing, clock, sent };
}

test('it waits until there is a video for each language', async () => {
	const { listing, sent } = await list(UNKNOWN, videos(), videos('a'), videos('a', 'b'));
	expect((await listing).map(({ projectKey }) => projectKey)).toEqual(['a', 'b']);
	expect(sent.map(({ at, request }) => [at, request.path])).toEqual([0, 2_000, 4_000, 6_000].map((at) => [at, '/api/odin/v3/automation/translatevideos?folderId=f1']));
});

test('fifty translations that are not listed yet are polled five times a second in total', async () => {
	const { client, clock, sent } = clientOf('v3', async () => videos());
	const schedule = new PollSchedule(clock);
	const listings = Array.from({ length: 50 }, async (_, index) => await listNewTranslation(`f${index}`, 1, client, schedule).catch((error: unknown) => error));
	await clock.sleep(59_999);
	expect(sent).toHaveLength(300);
	await Promise.all(listings);
});

test('after five minutes it returns those that are there', async () => {
	const { listing, clock } = await list(videos('a'));
	expect((await listing).map(({ projectKey }) => projectKey)).toEqual(['a']);
	expect(clock.now()).toBe(300_000);
});

test.each([
	['has none after five minutes', videos(), 'timeout', 'Translation f1 was accepted, but has no videos yet'],
	['stays unknown', UNKNOWN, 'notFound', 'Translation f1 was accepted, but cannot be read: AI Studios cannot find translation f1: There is no folder.'],
	['is rejected', response({ success: false, error: { msg: 'Not yet.' } }, 400), 'rejected', 'Translation f1 was accepted, but cannot be read: AI Studios rejected translation f1 after 3 attempts: Not yet.'],
	['cannot be read', DENIED, 'credentials', 'Translation f1 was accepted, but cannot be read: AI Studios rejected the credential for translation f1: The token expired.'],
])('a translation that %s is an error with its folder ID', async (_title, result, code, message) => {
	const { listing, clock } = await list(result);
	await expect(listing).rejects.toMatchObject({
		code,
		message,
		description: 'It is paid for and was not sent again. Use Translation: Get with the folder ID f1 to get its videos later.',
		context: { folderId: 'f1' },
	});
	expect(clock.now() > 280_000).toBe(code !== 'credentials');
});

import { deleteProject } from '../../../nodes/shared/core/http/deleteProject';
import type { HttpResult } from '../../../nodes/shared/core/ports';
import { clientOf } from './clientWith';
import { noResponse, notSent, rateLimited, response } from './responses';

const counted = (deletedCount?: number) => response(200, { success: true, data: deletedCount === undefined ? {} : { deletedCount } });
const GONE = /^Project p1 was not deleted, because AI Studios has no such project$/;

test.each<[string, HttpResult[], RegExp | undefined]>([
	['a count of 1', [counted(1)], undefined],
	['no count', [counted()], undefined],
	['a count of 0', [counted(0)], GONE],
	['"not found"', [response(404, { success: false })], GONE],
	['a lost response, then a count of 0', [noResponse, counted(0)], undefined],
	['a 502, then "not found"', [response(502), response(404, { success: false })], undefined],
	['a broken response, then a count of 1', [response(200, '{'), counted(1)], undefined],
	['a request that was not sent, then a count of 0', [notSent, counted(0)], GONE],
	['a 429, then "not found"', [rateLimited(), response(404)], GONE],
	['lost responses alone', [noResponse], /^AI Studios returned no usable response for the deletion of project p1 after 7 attempts: the connection broke$/],
	['a rejection', [response(400, { success: false, msg: 'No.' })], /^AI Studios rejected the deletion of project p1 after 3 attempts: No\.$/],
])('%s', async (_what, responses, error) => {
	const { client } = clientOf('v3', async (_request, index) => await Promise.resolve(responses[Math.min(index, responses.length - 1)]));
	const deletion = deleteProject('p1', client);
	if (error) await expect(deletion).rejects.toMatchObject({ message: expect.stringMatching(error) as string, context: { projectKey: 'p1' } });
	else await expect(deletion).resolves.toBeUndefined();
});

test('a project that is not there has a code and says what to check', async () => {
	const { client } = clientOf('v3', async () => await Promise.resolve(counted(0)));
	await expect(deleteProject('p1', client)).rejects.toMatchObject({
		code: 'notFound',
		description: 'It may have been deleted before. If not, check the project key, and that the credential belongs to the account, server and API version that the project was created with.',
	});
});

test('only an attempt whose response was lost leaves it open whether the project was deleted', async () => {
	const description = async (failure: HttpResult) => await deleteProject('p1', clientOf('v3', async () => await Promise.resolve(failure)).client).catch(({ description }: { description: string }) => description);
	expect(await description(noResponse)).toMatch(/^The project may have been deleted all the same: /);
	expect(await description(notSent)).not.toMatch(/may have been deleted/);
});

import { everything } from './everything';
import type { FaultRow } from './faultRows';
import type { FaultCase } from './faultTable';
import { SECRETS, type Evidence } from './faultRun';
import type { FaultWorkflow } from './faultWorkflows';
import type { Generation } from './generations';

const PAID_SUBJECT = 'the (export|translation|document|video|slides|avatar clip|speech)( of project \\w+)?';

/** The description that belongs to a message: what to do next. */
const DESCRIPTIONS: Array<[message: RegExp, description: RegExp]> = [
	[/^AI Studios rejected the credential for /, /^Check the (API Key|App ID and User Key) and the server in the AI Studios API credential\./],
	[/^AI Studios cannot find translation /, /^Check the folder ID, and that the credential belongs to the account, server and API version that the translation was created with\.$/],
	[/^AI Studios cannot find (?!the (creation|audio)|translation)/, /^Check the project key, and that the credential belongs to the account, server and API version/],
	[/^AI Studios redirected the request for /, /The credential was not sent to the other address\./],
	[/^AI Studios limited the rate of requests for /, /^(It asks to wait 60 minutes\. )?Process fewer items at once, or try again later\./],
	[/^AI Studios rejected .*: Simulated status 402/, /^Your account may have no (cubes|credits) left\./],
	[new RegExp(`^AI Studios rejected ${PAID_SUBJECT}: (The (script|file)|Simulated status 40[04])`), /^Correct what the message names, then run this item again\./],
	[/^AI Studios rejected (?!the (progress|creation|audio)).* after 3 attempts: Overloaded/, /^Correct what the message names, then run this item again\./],
	[/^AI Studios rejected the progress of project .*Overloaded/, /^(Correct what the message names, then run this item again\.$|Open the project in AI Studios\. If its render failed, correct its template or media and export it again)/],
	[/^AI Studios (rejected|cannot find|returned no usable response for) the creation of project /, /^AI Studios may still finish it\. When the project is complete there, render it with Project: Render/],
	[/^AI Studios returned no usable response for (?!the (deletion|creation|audio))/, /^Your renders are not affected\. Run this item again later\./],
	[/^AI Studios returned no usable response for the deletion /, /^The project may have been deleted all the same: check your projects in AI Studios/],
	[/^Project \w+ was not deleted, because /, /^It may have been deleted before\. If not, check the project key/],
	[new RegExp(`^(The|The request for the) .* was sent, but its response (was lost|contains)`), /^It was not sent again, because that could cost (cubes|credits) twice\./],
	[/^AI Studios (rejected|cannot find|returned no usable response for) the audio of speech /, /^The audio is paid for\. Turn on Retry On Fail/],
	[/^AI Studios did not accept the document /, /^Open it to check that it is complete/],
	[/^The template has no "scenes"/, /This item was not sent to AI Studios\. No item was exported\.$/],
	[/^The download(ed file)? of speech /, /^The audio is paid for\. Turn on Retry On Fail/],
	[/^The download(ed file)? of project /, /^The video itself is finished and stays available at AI Studios: run AI Studios Wait and Download again with this project key\./],
];

/** That a run ended as its row says, and let nothing out. */
export function expectEnd([generation, endpoint, , row, via]: FaultCase, evidence: Evidence) {
	const { result, simulator, key, downloaded } = evidence;
	if (row.error) {
		expect(`${result.error?.message} | ${result.error?.description}`).toMatch(row.error);
		expect(result.items).toEqual([]);
		expectError(row, via, evidence);
	} else {
		expect(result.error).toBeUndefined();
		expect(result.items.length).toBeGreaterThan(0);
		if (via.downloads) expect(downloaded?.equals(simulator.videoOf(key))).toBe(true);
	}
	const requests = simulator.requestsTo(endpoint);
	expect(requestCounts(row, generation)).toContain(requests.length);
	if (row.accepted !== undefined) expect(requests.filter(({ charged, created }) => charged > 0 || created)).toHaveLength(row.accepted);
	expectLog(via, evidence);
	expectNoSecrets(evidence);
	expect(simulator.openConnections).toBe(0);
}

function requestCounts({ requests }: FaultRow, generation: Generation): number[] {
	if (typeof requests === 'number') return [requests];
	return 'oneOf' in requests ? requests.oneOf : [requests[generation]];
}

/** Message and description are ours, and belong together; status, item and project are beside them. */
function expectError({ httpStatus }: FaultRow, { subject, isAboutItem = false, isAboutCreated = false, notPaid }: FaultWorkflow, { key, result: { error, taskData } }: Evidence) {
	const [message, description] = [String(error?.message), String(error?.description)];
	const matching = DESCRIPTIONS.filter(([pattern]) => pattern.test(message));
	expect(matching.map(([pattern]) => [pattern, message])).toHaveLength(1);
	expect(description).toMatch(matching[0][1]);
	const isInDoubt = /may have been accepted/.test(message);
	if (notPaid !== undefined) expect(description.endsWith(` ${notPaid}`)).toBe(!isInDoubt);

	expect(error?.name).toBe(httpStatus === undefined ? 'NodeOperationError' : 'NodeApiError');
	expect(error?.httpCode ?? undefined).toBe(httpStatus !== undefined && httpStatus >= 300 ? String(httpStatus) : undefined);
	expect(error?.context?.itemIndex).toBe(0);
	expect(error?.context?.projectKey).toBe(isAboutItem || isAboutCreated ? key : undefined);
	const isAboutTemplate = /^The template/.test(message);
	if (!isAboutTemplate) expect(message.toLowerCase()).toContain(isAboutItem ? key : subject(key).toLowerCase());
	expect(everything(error)).not.toMatch(/axios|authorization/i);
	expect(taskData?.error).toMatchObject({ message: error?.message, description: error?.description });
}

/** The engine logs each node that it runs, and Wait and Download how far it is. */
function expectLog({ downloads = false }: FaultWorkflow, { logged }: Evidence) {
	expect(logged).toContain('Running node');
	expect(/AI Studios: \d of 1 videos finished/.test(logged)).toBe(downloads);
}

/** Neither items nor errors, hints and log hold one, and where files are none is sent. */
export function expectNoSecrets({ result, simulator, logged }: Pick<Evidence, 'result' | 'simulator' | 'logged'>) {
	const token = result.credential.sessionToken;
	const signatures = simulator.requestsTo('download').map(({ query }) => query['X-Sig']);
	const secrets = [...Object.values(SECRETS), token, ...signatures].filter((secret) => typeof secret === 'string' && secret !== '');
	const items = result.items.map((item) => everything({ ...item, json: { ...item.json, videoUrl: undefined, audioUrl: undefined } }));
	const shown = [...items, everything(result.error), everything(result.taskData?.error), ...result.hints, logged].join('\n');
	for (const secret of secrets) expect(shown).not.toContain(secret);

	for (const { headers, query, path } of simulator.requests.filter(({ origin }) => origin === 'files')) {
		expect(headers.authorization).toBeUndefined();
		for (const secret of [...Object.values(SECRETS), token]) {
			if (secret) expect(JSON.stringify([headers, query, path])).not.toContain(secret);
		}
	}
	const urls = result.items.flatMap(({ json: { videoUrl, audioUrl } }) => [videoUrl, audioUrl].filter((url) => typeof url === 'string'));
	expect(urls.every((url) => url.startsWith(simulator.filesUrl))).toBe(true);
}

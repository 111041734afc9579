import type { JsonObject } from '../nodes/shared/core/json';
import { checkDownload } from './checkDownload';
import { checkListsV3, listedProjects } from './checkListsV3';
import { checkRender } from './checkRender';
import type { Rejection } from './line';
import { exportWithoutScenes, missingInProgress, missingInProject, successWith, UNKNOWN_PROJECT, unknownProject, wrongCredential } from './lines';
import type { CheckOptions } from './runChecks';
import type { Session } from './session';
import { anyObject, boolean, fields, listOf, number, orNull, text } from './shape';
import { authEndpoint, tokenEndpoint } from './shipped';
import { LIFETIME_EXPECTED, lifetimeDifference, lifetimeIn } from './tokenLifetime';

/* Expectations from the pages of "AI Studios V3", 2026-05. */

const SCRIPT = fields({ org: text }, { modelId: text, clothId: text });
const SCENE = fields({ clips: listOf(fields({ type: text }, { tag: orNull(text) })) }, { sceneIdx: number, scripts: listOf(SCRIPT) });
const PROJECT = successWith(
	fields({
		project: fields(
			{ _id: text, name: text, orientation: text, scenes: listOf(SCENE), state: text, progress: number },
			{ download_url: orNull(text), dictionary: anyObject },
		),
	}),
);
/** `state` is in the code of page "Export project". */
const PROGRESS = successWith(fields({ progress: number }, { state: text, downloadUrl: orNull(text) }));
const EXPORTED = successWith(fields({ projectId: text }));

/** The documentation says nothing about a token that is wrong or has expired. n8n renews it when it sees this status. */
const EXPIRED_TOKEN: Rejection = { statuses: [401], reasons: ['credentials'], only: { status: 401, nodes: 'renew an expired token only after HTTP 401' } };

const PAGES = { exported: 'Create project and export', progress: 'Check the progress of the project' };

/** Everything about version 3: free requests only, unless a render is wanted. */
export async function checkV3(session: Session, options: CheckOptions): Promise<void> {
	const { api } = session.service;
	if (!(await signIn(session))) return;
	await session.check({ name: 'Wrong token', endpoint: api.progress(UNKNOWN_PROJECT), authorization: 'a-wrong-token', expected: { rejection: EXPIRED_TOKEN } });
	await session.check(unknownProject('Progress of an unknown project', api.progress(UNKNOWN_PROJECT)));
	await session.check(unknownProject('Unknown project', api.project(UNKNOWN_PROJECT)));
	const listed = await checkListsV3(session);
	const { template, videoUrl } = await checkProject(session, options.projectKey ?? listed?.find(({ isFinished }) => isFinished)?.id ?? listed?.[0]?.id);
	await checkRejectedExport(session, listed?.map(({ id }) => id));
	const renderedUrl = options.render && (await checkRender(session, { template, exported: EXPORTED, progress: PROGRESS, pages: PAGES, ...options.render }));
	await checkDownload(session, renderedUrl ?? videoUrl);
}

/** @returns whether there is a token for the other lines */
async function signIn(session: Session): Promise<boolean> {
	const { service } = session;
	const { appId, userKey } = service.credential as Record<string, string>;
	const { value: token } = await session.check({
		name: 'Sign-in',
		page: 'Generate API Key',
		endpoint: tokenEndpoint(appId, userKey),
		authorization: '',
		expected: { success: successWith(fields({ token: text })) },
		also: { expected: LIFETIME_EXPECTED, came: lifetimeIn, difference: lifetimeDifference },
		missing: (value) => (value === undefined ? 'the token' : undefined),
	});
	await session.check(wrongCredential('Wrong User Key', tokenEndpoint(appId, 'a-wrong-user-key'), ''));
	if (token === undefined) {
		session.skip('All others', 'there is no token');
		return false;
	}
	service.secrets.push(token);
	service.authorization = token;
	const isAccepted = await service.passesCredentialTest();
	await session.check({
		name: 'Credential test',
		page: 'Confirm authentication',
		endpoint: authEndpoint(),
		expected: { success: successWith(fields({ isAuthenticated: boolean })) },
		missing: (isAuthenticated) => (isAuthenticated && isAccepted ? undefined : 'that the credential is accepted'),
	});
	return true;
}

async function checkProject(session: Session, projectKey: string | undefined): Promise<{ template?: JsonObject; videoUrl?: string }> {
	const { api, secrets } = session.service;
	if (projectKey === undefined) {
		for (const name of ['Project', 'Progress of the project']) session.skip(name, 'no project is listed, and none was named with --project');
		return {};
	}
	secrets.push(projectKey);
	const { value: template } = await session.check({
		name: 'Project',
		page: 'Get project',
		endpoint: api.project(projectKey),
		expected: { success: PROJECT },
		missing: missingInProject,
	});
	const { value: progress } = await session.check({
		name: 'Progress of the project',
		page: PAGES.progress,
		endpoint: api.progress(projectKey),
		expected: { success: PROGRESS },
		missing: missingInProgress,
	});
	return { template, videoUrl: progress?.videoUrl ?? undefined };
}

/** Nothing may have been made, so the list of projects is the same as before. */
async function checkRejectedExport(session: Session, before: string[] | undefined): Promise<void> {
	const { api } = session.service;
	await session.check(exportWithoutScenes(api));
	const name = 'Projects after it';
	if (before === undefined) return session.skip(name, 'the list of projects could not be read');
	const after = await session.service.send(api.projects(), session.service.authorization);
	const ids = listedProjects(after.kind === 'response' ? after.text : '')?.map(({ id }) => id);
	const added = ids?.filter((id) => !before.includes(id)).length ?? 0;
	const isSame = ids !== undefined && added === 0;
	session.add({
		name,
		expected: 'the list of projects has no new one',
		came: ids === undefined ? 'no list' : `${added === 0 ? 'no' : added} new`,
		differences: isSame ? [] : [ids === undefined ? 'no list' : 'a new project: check your projects in AI Studios'],
		isHandled: true,
		nodes: 'are not concerned',
	});
}

import type { JsonObject } from '../nodes/shared/core/json';
import { checkDownload } from './checkDownload';
import { checkRender } from './checkRender';
import { exportWithoutScenes, missingInProgress, missingInProject, successWith, UNKNOWN_PROJECT, unknownProject, wrongCredential } from './lines';
import type { CheckOptions } from './runChecks';
import type { Session } from './session';
import { either, exactly, fields, listOf, number, orNull, text } from './shape';

/* Expectations from the pages of "AI Studios", 2026-05. */

const AVATAR = fields({ script: text, model: text, clothes: text });
const CLIP = fields({ type: text, detail: fields({}, { url: text, textSource: text }) });
const PROJECT = fields({
	success: exactly(true),
	response: fields({ projectName: text, scenes: listOf(fields({}, { AIModel: AVATAR, clips: listOf(CLIP) })) }),
});
/** The URL is `videoUrl` in the reference and `url` in the tutorial. */
const PROGRESS = successWith(fields({ progress: number }, { url: orNull(text), videoUrl: orNull(text) }));
/** The reference has the key beside `success`, the code samples have it in `data`. */
const EXPORTED = either(successWith(fields({ key: text })), fields({ success: exactly(true), cube_used: number, key: text }));

/** The sample of page "Authentication", with another script. */
const SAMPLE: JsonObject = {
	scenes: [
		{
			AIModel: { script: 'This is a test.', model: 'M000004017', clothes: 'BG00006160', language: 'en', locationX: -0.28, locationY: 0.19, scale: 1 },
		},
	],
};

/** Everything about version 2: a free request for each line, unless a render is wanted. */
export async function checkV2(session: Session, { projectKey, render }: CheckOptions): Promise<void> {
	const { api } = session.service;
	if (!(await checkCredential(session))) return session.skip('All others', 'AI Studios cannot be reached');
	await session.check(unknownProject('Progress of an unknown project', api.progress(UNKNOWN_PROJECT)));
	await session.check(unknownProject('Unknown project', api.project(UNKNOWN_PROJECT)));
	await session.check(unknownProject('Unknown project by name', api.projectByName(UNKNOWN_PROJECT)));
	const { template, videoUrl } = await checkProject(session, projectKey);
	await session.check(exportWithoutScenes(api));
	const source = projectKey === undefined ? SAMPLE : template;
	const renderedUrl = render && (await checkRender(session, { template: source, exported: EXPORTED, progress: PROGRESS, pages: PAGES, ...render }));
	await checkDownload(session, renderedUrl ?? videoUrl);
}

const PAGES = { exported: 'Exporting projects', progress: 'Check the progress of the project' };

/**
 * There is no sign-in: the nodes test a key with the progress of a project that does not exist.
 * @returns whether AI Studios responds
 */
async function checkCredential(session: Session): Promise<boolean> {
	const { api } = session.service;
	const isAccepted = await session.service.passesCredentialTest();
	session.add({
		name: 'Credential test',
		expected: 'the credential is accepted',
		came: isAccepted ? 'the credential is accepted' : 'the credential is not accepted',
		differences: isAccepted ? [] : ['not accepted'],
		isHandled: isAccepted,
		nodes: `say that the credential ${isAccepted ? 'works' : 'does not work'}`,
	});
	return (await session.check(wrongCredential('Wrong API key', api.progress(UNKNOWN_PROJECT), 'a-wrong-api-key'))).isResponse;
}

/** Version 2 has no list of projects, so only a project that was named can be read. */
async function checkProject(session: Session, projectKey: string | undefined): Promise<{ template?: JsonObject; videoUrl?: string }> {
	const { api } = session.service;
	if (projectKey === undefined) {
		for (const name of ['Project', 'Progress of the project']) session.skip(name, 'version 2 cannot list projects: name one with --project');
		return {};
	}
	const { value: template } = await session.check({
		name: 'Project',
		page: 'Get Project by Key',
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


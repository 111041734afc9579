import { ApiRejection } from './rejection';
import { listResponse } from './listResponse';
import { avatarClip, customAvatarClip, exportExisting, exportProject, updateAndExport } from './v3Exports';
import { avatarNames, avatars, businessTemplates, templates, workspaces } from './v3Lists';
import { creationProgress, projectFromSlides, projectFromTemplate, uploadDocuments, videoFromDocuments, videoFromScript, videoFromTopic, videoFromWebPage } from './v3VideoTools';
import { createTranslation, speech, translation } from './v3Voice';
import { requireArray, requireObject } from './validate/fields';
import type { V3EndpointName } from '../../nodes/shared/core/api';
import type { ApiCall, ApiEndpoint } from './endpoint';
import type { Project } from './projects';
import type { SimulatorState } from './state';

/** The current API, `/api/odin/v3`: every endpoint that the client uses, and more. */
export const V3_ENDPOINTS = {
	token: { method: 'POST', path: '/auth/token', isPublic: true, handle: token },
	auth: { method: 'GET', path: '/auth', isPublic: true, handle: auth },
	exportProject: { method: 'POST', path: '/editor/project', handle: exportProject },
	exportExisting: { method: 'POST', path: '/editor/project/export', handle: exportExisting },
	updateAndExport: { method: 'POST', path: '/editor/project/:key', handle: updateAndExport },
	progress: { method: 'GET', path: '/editor/progress/:key', handle: progress },
	project: { method: 'GET', path: '/editor/project/:key', handle: readProject },
	projects: { method: 'GET', path: '/editor/project', handle: listProjects },
	deleteProjects: { method: 'DELETE', path: '/editor/project', handle: deleteProjects },
	avatarClip: { method: 'POST', path: '/simple/video', handle: avatarClip },
	customAvatarClip: { method: 'POST', path: '/simple/custom', handle: customAvatarClip },
	speech: { method: 'POST', path: '/simple/audio', handle: speech },
	videoFromScript: { method: 'POST', path: '/automation/scripts_to_video', handle: videoFromScript },
	videoFromTopic: { method: 'POST', path: '/automation/topic_to_video', handle: videoFromTopic },
	videoFromWebPage: { method: 'POST', path: '/automation/url_to_video', handle: videoFromWebPage },
	uploadDocuments: { method: 'POST', path: '/automation/docs-to-video/upload-files', handle: uploadDocuments },
	videoFromDocuments: { method: 'POST', path: '/automation/docs-to-video', handle: videoFromDocuments },
	creationProgress: { method: 'GET', path: '/automation/progress', handle: creationProgress },
	projectFromSlides: { method: 'POST', path: '/editor/project/pptpdf', handle: projectFromSlides },
	projectFromTemplate: { method: 'POST', path: '/editor/template/:template', handle: projectFromTemplate },
	createTranslation: { method: 'POST', path: '/automation/translatevideos', handle: createTranslation },
	translation: { method: 'GET', path: '/automation/translatevideos', handle: translation },
	avatars: { method: 'GET', path: '/model', handle: avatars },
	avatarNames: { method: 'GET', path: '/dropdown/models', handle: avatarNames },
	workspaces: { method: 'GET', path: '/dropdown/workspaces', handle: workspaces },
	businessTemplates: { method: 'GET', path: '/dropdown/templates_business', handle: businessTemplates },
	templates: { method: 'POST', path: '/dropdown/templates_automation', handle: templates },
} satisfies Record<V3EndpointName, ApiEndpoint> & Record<string, ApiEndpoint>;

function token({ body }: ApiCall, { authentication }: SimulatorState): object {
	const { appId, userKey } = requireObject(body, 'The body');
	return { success: true, data: { token: authentication.exchangeToken(appId, userKey) } };
}

function auth({ authorization }: ApiCall, { authentication, variants }: SimulatorState): object {
	if (variants.authCheck === 'rejection') authentication.check('v3', authorization);
	return { success: true, data: { isAuthenticated: authentication.isValidToken(authorization) } };
}

function progress({ parameters }: ApiCall, { projects, variants, videoUrls }: SimulatorState): object {
	const project = projects.get(parameters.key, 'v3');
	const status = projects.statusOf(project);
	const percent = variants.progressAs === 'string' ? status.progress.toFixed(2) : status.progress;
	const url = status.hasUrl ? { downloadUrl: videoUrls.urlOf(project) } : {};
	return { success: true, data: { progress: percent, state: variants.stateNames[status.state], ...url } };
}

function readProject({ parameters }: ApiCall, state: SimulatorState): object {
	const project = state.projects.get(parameters.key, 'v3');
	const { scenes, settings } = project;
	const { id: _id, ...summary } = summaryOf(project, state);
	return { success: true, data: { project: { _id, ...summary, orientation: 'landscape', ...settings, scenes } } };
}

/** `page` (from 1) and `limit` select a part of the list, `keyword` filters by name; the vendor documents no query. */
function listProjects({ query }: ApiCall, state: SimulatorState): object {
	const keyword = query.get('keyword')?.toLowerCase() ?? '';
	const limit = Number(query.get('limit') ?? Infinity);
	const page = Number(query.get('page') ?? 1);
	if (!(limit >= 1) || !(page >= 1)) throw new ApiRejection('page and limit must be numbers of at least 1.');
	const matching = state.projects.list('v3').filter(({ name }) => name.toLowerCase().includes(keyword));
	const from = page === 1 ? 0 : (page - 1) * limit;
	const entries = matching.slice(from, from + limit).map((project) => {
		const { id, name, state: stateName, download_url } = summaryOf(project, state);
		return { id, name, state: stateName, download_url };
	});
	return listResponse(entries, 'projects', state);
}

function deleteProjects({ body }: ApiCall, { projects }: SimulatorState): object {
	const ids = requireArray(requireObject(body, 'The body').ids, 'ids');
	if (ids.length === 0 || !ids.every((id) => typeof id === 'string')) throw new ApiRejection('ids must be IDs of projects.');
	return { success: true, data: { deletedCount: projects.delete(ids as string[], 'v3') } };
}

function summaryOf(project: Project, { projects, videoUrls, variants }: SimulatorState) {
	const { state, progress: percent, hasUrl } = projects.statusOf(project);
	return {
		id: project.key,
		name: project.name,
		state: variants.stateNames[state],
		progress: percent,
		download_url: hasUrl ? videoUrls.urlOf(project) : null,
	};
}

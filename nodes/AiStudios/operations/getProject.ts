import type { IDataObject } from 'n8n-workflow';
import { renderJson } from '../../shared/n8n/items';
import { eachItem } from './eachItem';
import { projectKeyOf } from './projectKeyOf';

/** What AI Studios knows of a project; simplified, without its scenes. */
export const getProject = eachItem(async (item) => {
	const { client, editorUrl } = item.session;
	const projectKey = projectKeyOf(item);
	const simplify = item.parameters.boolean('simplify');
	const { name, orientation, sceneCount, createdAt, updatedAt, render, project } = await client.read(client.api.projectDetails(projectKey));
	if (!simplify) return [{ json: { ...(project as IDataObject), projectKey } }];
	const state = render ? renderJson(projectKey, render) : { projectKey };
	return [{ json: { ...state, name, orientation, sceneCount, createdAt, updatedAt, editorUrl: editorUrl(projectKey) } }];
});

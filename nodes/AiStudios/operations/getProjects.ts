import { renderJson } from '../../shared/n8n/items';
import { eachItem } from './eachItem';
import { limited } from './limited';

/** The projects of the account, in the order in which AI Studios lists them. */
export const getProjects = eachItem(async ({ session: { client, editorUrl }, parameters }) => {
	const limit = limited(parameters);
	const projects = await client.read(client.api.projects());
	return projects.slice(0, limit).map(({ value, name, render }) => ({ json: { ...renderJson(value, render), name, editorUrl: editorUrl(value) } }));
});

import type { IDataObject } from 'n8n-workflow';
import { settle } from '../../shared/core/errors';
import { deleteProject } from '../../shared/core/http/deleteProject';
import { once } from '../../shared/core/once';
import { isOwnFailure } from '../../shared/n8n/arrivedError';
import { failedItems } from '../../shared/n8n/items';
import { itemRun, type Operation } from '../run';
import { checked } from './eachItem';
import { projectKeyOf } from './projectKeyOf';

/**
 * Deletes each project once in an execution: items with the same key share the deletion, and when n8n runs the node
 * again (Retry On Fail, a loop) a project that was deleted counts as deleted, and not as unknown. All keys are checked
 * before the first project is deleted.
 */
export const deleteProjects: Operation = async (run) => {
	const { context, session } = run;
	const keys = await Promise.all(context.getInputData().map(async (_, index) => await settle(() => projectKeyOf(checked(itemRun(run, index))))));
	const isStopped = failedItems(keys).some(isOwnFailure) && !context.continueOnFail();
	const deleted = deletedIn(context.getContext('node'));
	const started = new Map<string, Promise<void>>();
	const deleteOnce = async (projectKey: string) => {
		if (Object.hasOwn(deleted, projectKey)) return;
		await deleteProject(projectKey, session.client);
		deleted[projectKey] = true;
	};
	return await Promise.all(
		keys.map(async (key) => {
			if (!key.ok) return key;
			if (isStopped) return { ok: true as const, value: [] };
			return await settle(async () => {
				await once(started, key.value, async () => await deleteOnce(key.value));
				return [{ json: { deleted: true, projectKey: key.value } }];
			});
		}),
	);
};

/** The projects that this node has deleted in this execution, by key; n8n saves it with the execution. */
function deletedIn(nodeContext: IDataObject): Record<string, true> {
	nodeContext.deletedProjects ??= {};
	return nodeContext.deletedProjects as Record<string, true>;
}

import { readSettings, RENDER_SETTINGS } from '../../shared/n8n/exportSettings';
import { paidRequest } from '../../shared/n8n/payment/paidRequest';
import { outputOf, paidOperation, previewOf } from './paidOperation';
import { projectKeyOf } from './projectKeyOf';

/** Exports a project as it stands. */
export const renderProject = paidOperation(({ session: { client } }) => ({
	prepare(item, options) {
		const endpoint = client.api.exportExisting(projectKeyOf(item), readSettings(item.parameters, RENDER_SETTINGS));
		return { request: paidRequest(endpoint, options), preview: previewOf(endpoint) };
	},
	pay: async ({ request }, index, queue) => outputOf(await queue.pay(request, index)),
}));

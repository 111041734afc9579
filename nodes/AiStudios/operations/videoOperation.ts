import type { RenderSettings } from '../../shared/core/api';
import { AiStudiosError, settle } from '../../shared/core/errors';
import { once } from '../../shared/core/once';
import { waitForCreation } from '../../shared/core/wait/creation';
import { newWaitBatch } from '../../shared/core/wait/waitForRender';
import { readSettings, RENDER_SETTINGS } from '../../shared/n8n/exportSettings';
import { paidRequest, type PaidRequest } from '../../shared/n8n/payment/paidRequest';
import type { PaymentQueue } from '../../shared/n8n/payment/paymentQueue';
import type { ItemRun, Operation, Run } from '../run';
import { draftFields, outputOf, paidOperation, type PaidItem, type PaymentOptions } from './paidOperation';

interface VideoItem extends PaidItem {
	/** Undefined for a draft. */
	render: RenderSettings | undefined;
}

/** A project is exported once, however many items share it. */
const ONCE_PER_PROJECT: PaymentOptions = { dryRun: false, allowDuplicates: false };

/** Makes a project that is not rendered yet. */
export interface Creation {
	/** Reads and checks what an item asks for. */
	prepare(item: ItemRun, options: PaymentOptions): Promise<PaidItem> | PaidItem;
	/** Whether AI Studios goes on working on the project after its response. */
	takesTime: boolean;
}

/**
 * Has AI Studios make projects: all are requested, then waited for together, and each is exported as soon as it is
 * there, unless a draft is wanted. Both requests are paid for through the same queue, once in an execution.
 */
export function videoOperation({ prepare, takesTime }: Creation): Operation {
	return paidOperation<VideoItem>((run) => {
		const finished = takesTime ? waitTogether(run) : async () => {};
		return {
			async prepare(item, options) {
				const render = item.parameters.boolean('render', { emptyIsError: true }) ? readSettings(item.parameters, RENDER_SETTINGS) : undefined;
				const { request, preview } = await prepare(item, options);
				// Items that share a project share its render: they must want the same of it.
				return { request: { ...request, identity: [request.identity, render] }, preview, render };
			},
			async pay({ request, render }, index, queue) {
				const created = await queue.pay(request, index);
				const projectKey = String(created.projectKey);
				if (!render) {
					await finished(projectKey);
					return outputOf(created, draftFields(created, run.session));
				}
				const exportRequest = paidRequest(run.session.client.api.exportExisting(projectKey, render), ONCE_PER_PROJECT);
				if (!queue.isPaid(exportRequest)) await finished(projectKey);
				await exportCreated(projectKey, exportRequest, queue, index);
				return outputOf(created);
			},
		};
	});
}

/** Every project is polled at its own pace; one that several items share is polled once. */
function waitTogether({ context, session: { client } }: Run): (projectKey: string) => Promise<void> {
	const batch = newWaitBatch(client, context.getInputData().length);
	const waits = new Map<string, Promise<void>>();
	return async (projectKey) => await once(waits, projectKey, async () => await waitForCreation(projectKey, client, batch));
}

async function exportCreated(projectKey: string, request: PaidRequest, queue: PaymentQueue, index: number): Promise<void> {
	const exported = await settle(async () => await queue.pay(request, index));
	if (!exported.ok) throw notExported(projectKey, exported.error);
}

/** What went wrong with the export; the project itself must not be lost. */
function notExported(projectKey: string, { code, message, description, httpStatus }: AiStudiosError): AiStudiosError {
	if (code === 'paymentInDoubt') return new AiStudiosError(code, message, description, { projectKey }, httpStatus);
	return new AiStudiosError(
		code,
		`Project ${projectKey} was created, but not exported: ${message}`,
		`${description} The project is paid for: in a new execution, export it with Project: Render and the project key ${projectKey}.`,
		{ projectKey, isDraft: true },
		httpStatus,
	);
}

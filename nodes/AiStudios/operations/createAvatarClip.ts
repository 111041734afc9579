import { isEmpty } from '../../shared/core/json';
import { readSettings, RENDER_SETTINGS } from '../../shared/n8n/exportSettings';
import { paidRequest } from '../../shared/n8n/payment/paidRequest';
import { readAvatarSpeech } from './avatarSpeech';
import { draftFields, outputOf, paidOperation, previewOf, type PaidItem } from './paidOperation';

interface ClipItem extends PaidItem {
	isRendered: boolean;
}

/** An avatar that speaks in front of a chroma key: made and exported with one request. One's own avatar has no clothes to choose from. */
export const createAvatarClip = paidOperation<ClipItem>(({ session }) => ({
	prepare({ parameters }, options) {
		const isRendered = parameters.boolean('render', { emptyIsError: true });
		const speech = readAvatarSpeech(parameters);
		const clothes = parameters.text('clothes');
		const topCrop = isEmpty(parameters.raw('options.topCrop')) ? undefined : parameters.number('options.topCrop');
		const [settings, draft] = [readSettings(parameters, RENDER_SETTINGS), { draftOnly: !isRendered }];
		const { api } = session.client;
		const endpoint = clothes === '' ? api.customAvatarClip(speech, settings, draft) : api.avatarClip({ ...speech, clothes, topCrop }, settings, draft);
		return { request: paidRequest(endpoint, options), preview: previewOf(endpoint), isRendered };
	},
	async pay({ request, isRendered }, index, queue) {
		const created = await queue.pay(request, index);
		return outputOf(created, isRendered ? {} : draftFields(created, session));
	},
}));

import type { Api, CreatedProject, PaidEndpoint, VideoOptions } from '../../shared/core/api';
import { AiStudiosError } from '../../shared/core/errors';
import { isWebUrl } from '../../shared/core/webUrl';
import type { ParameterReader } from '../../shared/n8n/parameters';
import { paidRequest } from '../../shared/n8n/payment/paidRequest';
import type { Operation } from '../run';
import { SCRIPT_OPTIONS, TOPIC_OPTIONS } from '../resources/video';
import { readVideoOptions } from '../videoOptions';
import { videoOperation } from './videoOperation';

/** Videos that AI Studios writes and designs, from a text of the item. */
export const createFromScript = fromText(SCRIPT_OPTIONS, (api, parameters, options) => api.videoFromScript(parameters.requiredText('script'), options));

export const createFromTopic = fromText(TOPIC_OPTIONS, (api, parameters, options) => api.videoFromTopic(parameters.requiredText('topic'), options));

export const createFromWebPage = fromText(TOPIC_OPTIONS, (api, parameters, options) => api.videoFromWebPage(webAddress(parameters), options));

function fromText(
	names: ReadonlyArray<keyof VideoOptions>,
	endpointFor: (api: Api, parameters: ParameterReader, options: VideoOptions) => PaidEndpoint<CreatedProject>,
): Operation {
	return videoOperation({
		takesTime: true,
		prepare({ parameters, session: { client } }, paymentOptions) {
			const endpoint = endpointFor(client.api, parameters, readVideoOptions(parameters, names));
			return { request: paidRequest(endpoint, paymentOptions), preview: endpoint.body ?? {} };
		},
	});
}

function webAddress(parameters: ParameterReader): string {
	const url = parameters.requiredText('url');
	if (isWebUrl(url)) return url;
	throw new AiStudiosError('input', 'The URL of the web page is not a web address', 'Enter an address that begins with https://. This item was not sent to AI Studios.');
}

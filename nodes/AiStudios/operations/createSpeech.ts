import { readSettings, SPEECH_SETTINGS } from '../../shared/n8n/exportSettings';
import { fileJson } from '../../shared/n8n/fileStore';
import { paidRequest } from '../../shared/n8n/payment/paidRequest';
import { readAvatarSpeech } from './avatarSpeech';
import { paidOperation, previewOf, type PaidItem } from './paidOperation';
import { speechAudio } from './speechAudio';

interface SpeechItem extends PaidItem {
	binaryProperty: string;
	/** Empty for the name from AI Studios. */
	fileName: string;
}

/** Has an avatar speak a text: the audio is paid for once, and downloaded again when n8n runs the node again. */
export const createSpeech = paidOperation<SpeechItem>((run) => {
	const audioOf = speechAudio(run);
	return {
		prepare({ parameters }, options) {
			const speech = { ...readAvatarSpeech(parameters), clothes: parameters.setting('options.clothes') };
			const endpoint = run.session.client.api.speech(speech, readSettings(parameters, SPEECH_SETTINGS));
			return {
				request: paidRequest(endpoint, options),
				preview: previewOf(endpoint),
				binaryProperty: parameters.text('binaryProperty'),
				fileName: parameters.text('options.fileName'),
			};
		},
		async pay({ request, binaryProperty, fileName }, index, queue) {
			const paid = await queue.pay(request, index);
			const { audioUrl, file } = await audioOf(paid, fileName);
			const json = { ...paid, audioUrl, ...fileJson(file) };
			return { ...paid, outputs: [{ json, binary: { [binaryProperty]: file.binary } }] };
		},
	};
});

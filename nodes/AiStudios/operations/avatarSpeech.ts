import type { AvatarSpeech } from '../../shared/core/api';
import type { ParameterReader } from '../../shared/n8n/parameters';

/**
 * What an avatar says, in a clip or as audio.
 * @throws AiStudiosError (input) for a parameter that is empty or no text
 */
export function readAvatarSpeech(parameters: ParameterReader): AvatarSpeech {
	return {
		language: parameters.requiredText('language'),
		text: parameters.requiredText('text'),
		avatar: parameters.requiredText('avatar'),
		locale: parameters.setting('options.locale'),
	};
}

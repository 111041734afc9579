import { AiStudiosError } from '../errors';
import { isWebUrl } from '../webUrl';
import type { ExportSettings } from './types';

/** @throws AiStudiosError (input) for a setting that AI Studios could not use */
export function checkSettings({ webhookUrl }: ExportSettings) {
	if (webhookUrl === undefined || isWebUrl(webhookUrl)) return;
	throw new AiStudiosError('input', 'The webhook URL is not a web address', 'Correct it under Options. This item was not sent to AI Studios.');
}

import type { Call, Reply } from './internet';
import type { StoredCredential } from './workflows';

const TOKEN = 'xoxb-stand-in';

export const SLACK: StoredCredential = { id: 'slack', name: 'Slack' };

/** What stands in for Slack: messages are posted to its channels. */
export class Slack {
	readonly messages: Array<{ channel: string; text: string }> = [];

	/** Data of a credential of type `slackApi`. */
	readonly credential = { accessToken: TOKEN };

	respond = ({ url, headers, body }: Call): Reply => {
		if (headers.authorization !== `Bearer ${TOKEN}`) return { body: { ok: false, error: 'invalid_auth' } };
		if (url.pathname !== '/api/chat.postMessage') return { body: { ok: false, error: 'unknown_method' } };
		const { channel, text } = JSON.parse(body.toString()) as { channel: string; text: string };
		this.messages.push({ channel, text });
		return { body: { ok: true, channel, ts: String(this.messages.length), message: { text } } };
	};
}

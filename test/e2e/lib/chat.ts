import type { ChatModel, Turn } from './chatModel';
import { until } from './until';
import type { Example } from './workflows';

/** The public chat of a workflow with a Chat Trigger, as its user has it. */
export class Chat {
	private constructor(
		private readonly url: string,
		private readonly model: ChatModel,
	) {}

	/** @param server of n8n, in which the workflow is active */
	static async open(server: string, { nodes }: Pick<Example, 'nodes'>, model: ChatModel): Promise<Chat> {
		const trigger = nodes.find(({ type }) => type.endsWith('.chatTrigger'));
		const url = `${server}/webhook/${trigger?.webhookId}/chat`;
		await until('The chat should open', async () => (await fetch(url)).ok);
		return new Chat(url, model);
	}

	/**
	 * @param turns what the model does until it responds
	 * @returns the response
	 */
	async say(chatInput: string, ...turns: Turn[]): Promise<string> {
		this.model.willReply(...turns);
		const response = await fetch(this.url, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ action: 'sendMessage', sessionId: this.url, chatInput }),
		});
		const text = await response.text();
		const { output } = JSON.parse(text) as { output?: string };
		if (!response.ok || output === undefined) throw new Error(`The chat returned ${response.status}: ${text}`);
		return output;
	}
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a server on loopback; not shipped */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A message of OpenAI's chat completions, as far as an agent uses it. */
export interface ChatMessage {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string;
}

/** A tool as it is described to the model. */
export interface ChatTool {
	name: string;
	description: string;
	parameters: { properties: Record<string, { type: string; description?: string }>; required?: string[] };
}

/** What the model does next: it responds, or it calls a tool. */
export type Reply = { text: string } | { tool: string; arguments: object };

/** A reply, or one that is made of what the last tool returned. */
export type Turn = Reply | ((lastMessage: string) => Reply);

interface CompletionRequest {
	messages: ChatMessage[];
	tools?: Array<{ function: ChatTool }>;
}

/** What stands in for OpenAI on loopback: its chat completions, with replies that are known before. */
export class ChatModel {
	/** What the model was sent, request by request. */
	readonly requests: CompletionRequest[] = [];
	private readonly turns: Turn[] = [];
	private readonly server: Server;

	private constructor() {
		this.server = createServer((request, response) => {
			void this.respond(request).then(
				(body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
				(error: Error) => response.writeHead(500).end(error.message),
			);
		});
	}

	static async open(): Promise<ChatModel> {
		const model = new ChatModel();
		await new Promise<void>((resolve) => model.server.listen(0, '127.0.0.1', resolve));
		return model;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** Data of a credential of type `openAiApi`. */
	get credential(): object {
		return { apiKey: 'none', url: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1` };
	}

	/** What it will reply, in this order. */
	willReply(...turns: Turn[]): void {
		this.turns.push(...turns);
	}

	/** The tools of the last request. */
	get tools(): ChatTool[] {
		return (this.requests.at(-1)?.tools ?? []).map((tool) => tool.function);
	}

	/** What the tools returned since the user's last message. */
	get toolResults(): string[] {
		const messages = this.requests.at(-1)?.messages ?? [];
		const begin = messages.findLastIndex(({ role }) => role === 'user');
		return messages.slice(begin).flatMap(({ role, content }) => (role === 'tool' ? [content] : []));
	}

	private async respond(request: IncomingMessage): Promise<object> {
		const body = (await json(request)) as CompletionRequest;
		if (request.url !== '/v1/chat/completions') throw new Error(`No such endpoint: ${request.url}`);
		this.requests.push(body);
		const turn = this.turns.shift();
		if (!turn) throw new Error('The model has nothing more to say');
		const reply = typeof turn === 'function' ? turn(body.messages.at(-1)?.content ?? '') : turn;
		return completion(reply, this.requests.length);
	}
}

function completion(reply: Reply, count: number): object {
	const call = 'tool' in reply && { id: `call_${count}`, type: 'function', function: { name: reply.tool, arguments: JSON.stringify(reply.arguments) } };
	const message = { role: 'assistant', content: 'text' in reply ? reply.text : null, ...(call ? { tool_calls: [call] } : {}) };
	return {
		id: `chatcmpl-${count}`,
		object: 'chat.completion',
		created: 0,
		model: 'stand-in',
		choices: [{ index: 0, message, finish_reason: call ? 'tool_calls' : 'stop' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

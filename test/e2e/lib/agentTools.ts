import { createHash } from 'node:crypto';
import type { Simulator } from '../../simulator';
import type { Stage } from '../run';
import type { Chat } from './chat';
import type { ChatModel } from './chatModel';
import { check } from './running';

/** A chat with an agent that has our nodes as tools, and all that can be seen of it. */
export interface Conversation {
	chat: Chat;
	model: ChatModel;
	simulator: Simulator;
	say: Stage['say'];
}

/** A tool returns its items as JSON. */
export function resultOf(text: string): Record<string, unknown> {
	const [item] = JSON.parse(text) as Array<Record<string, unknown> & { response?: Array<Record<string, unknown>> }>;
	return item.response?.[0] ?? item;
}

interface MadeVideo {
	/** What the agent read of it. */
	video: Record<string, unknown>;
	/** What the agent responded in the chat: its URL. */
	response: string;
	projectKey: string;
}

export async function checkVideo({ video, response, projectKey }: MadeVideo, simulator: Simulator): Promise<void> {
	check('What the agent read of the video', [video.state, video.isComplete, video.progress], ['complete', true, 100]);
	check('The URL in the chat', response, video.videoUrl);
	const bytes = Buffer.from(await (await fetch(response)).arrayBuffer());
	check('The video at this URL', createHash('sha256').update(bytes).digest('hex'), simulator.videoHash(projectKey));
}

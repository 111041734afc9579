import type { IConnections, INode } from 'n8n-workflow';
import { CREDENTIALS } from './simulation';
import { calledWithRows, chain, ours, type Part } from './workflowParts';
import type { Example, StoredCredential } from './workflows';

/** An AI agent with the waiting node as its tool. */
export function agentWithTool(id: string, model: StoredCredential, projectKey: string): Example {
	const agent: Part = {
		name: 'Agent',
		type: '@n8n/n8n-nodes-langchain.agent',
		typeVersion: 3.1,
		parameters: { promptType: 'define', text: 'Is the video finished?', options: {} },
	};
	const others: Part[] = [
		{
			name: 'Model',
			type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
			typeVersion: 1.3,
			parameters: { model: { __rl: true, mode: 'id', value: 'stand-in' }, responsesApiEnabled: false, options: {} },
			credentials: { openAiApi: { ...model } },
		},
		ours('Tool', 'aiStudiosWaitAndDownloadTool', { projectKey, options: { surviveRestarts: true } }, CREDENTIALS.v2),
	];
	const workflow = chain(id, [...calledWithRows(id), agent]);
	const nodes = others.map((part, index): INode => ({ ...part, id: `${id}-other-${index}`, position: [440 + 220 * index, 200] }));
	const connections: IConnections = {
		...workflow.connections,
		Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
		Tool: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
	};
	return { ...workflow, nodes: [...workflow.nodes, ...nodes], connections };
}

import type { INode } from 'n8n-workflow';
import { RETRY_ON_FAIL } from './repeatedRuns';

/** What On Error can be set to, and how workflows of older n8ns say Continue; Retry On Fail beside Stop. */
export const ON_ERROR: Array<[title: string, settings: Partial<INode>]> = [
	['Stop Workflow', { onError: 'stopWorkflow' }],
	['Stop Workflow and Retry On Fail', { onError: 'stopWorkflow', ...RETRY_ON_FAIL }],
	['Continue', { onError: 'continueRegularOutput' }],
	['Continue (Using Error Output)', { onError: 'continueErrorOutput' }],
	['Continue on Fail', { continueOnFail: true }],
];

export function stops({ onError }: Partial<INode>): boolean {
	return onError === 'stopWorkflow';
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- loads the built package; not shipped */
import { createRequire } from 'node:module';
import type * as Api from '../nodes/shared/core/api';
import type * as ProjectKey from '../nodes/shared/core/api/projectKey';
import type * as ProjectUrl from '../nodes/shared/core/api/projectUrl';
import type * as V3 from '../nodes/shared/core/api/v3';
import type * as ResponseAction from '../nodes/shared/core/download/responseAction';
import type * as ResumeState from '../nodes/shared/core/download/resumeState';
import type * as VideoType from '../nodes/shared/core/download/videoType';
import type * as Classify from '../nodes/shared/core/http/classifyResponse';
import type * as ApiRequest from '../nodes/shared/n8n/apiRequest';
import type * as Credential from '../nodes/shared/n8n/credential';
import type * as CredentialTest from '../nodes/shared/n8n/credentialTest';

/* What the nodes do with a response, by their own code as it is published. */

const load = createRequire(__filename);
const shipped = <Module>(path: string) => load(`../dist/nodes/shared/${path}`) as Module;

export const { apiOf } = shipped<typeof Api>('core/api');
export const { authEndpoint, tokenEndpoint } = shipped<typeof V3>('core/api/v3');
export const { responseAction } = shipped<typeof ResponseAction>('core/download/responseAction');
export const { rangeHeaders } = shipped<typeof ResumeState>('core/download/resumeState');
export const { videoType } = shipped<typeof VideoType>('core/download/videoType');
export const { classifyResponse } = shipped<typeof Classify>('core/http/classifyResponse');
export const { failedRequest } = shipped<typeof ApiRequest>('n8n/apiRequest');
export const { resolveCredential } = shipped<typeof Credential>('n8n/credential');
export const { testCredential } = shipped<typeof CredentialTest>('n8n/credentialTest');

const { checkedProjectKey } = shipped<typeof ProjectKey>('core/api/projectKey');
const { projectIdInUrl } = shipped<typeof ProjectUrl>('core/api/projectUrl');

/** @throws AiStudiosError (input) for what cannot be a project */
export function projectKeyIn(project: string): string {
	return checkedProjectKey(/^https?:/i.test(project) ? projectIdInUrl(project) : project);
}

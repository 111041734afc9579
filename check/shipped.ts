import { shipped } from '../benchmark/shipped';
import type * as Api from '../nodes/shared/core/api';
import type * as ProjectKey from '../nodes/shared/core/api/projectKey';
import type * as ProjectUrl from '../nodes/shared/core/api/projectUrl';
import type * as V3 from '../nodes/shared/core/api/v3';
import type * as ResponseAction from '../nodes/shared/core/download/responseAction';
import type * as ResumeState from '../nodes/shared/core/download/resumeState';
import type * as MediaFile from '../nodes/shared/core/download/mediaFile';
import type * as MediaType from '../nodes/shared/core/download/mediaType';
import type * as Classify from '../nodes/shared/core/http/classifyResponse';
import type * as ApiRequest from '../nodes/shared/n8n/apiRequest';
import type * as Credential from '../nodes/shared/n8n/credential';
import type * as CredentialTest from '../nodes/shared/n8n/credentialTest';

/* What the nodes do with a response, by their own code as it is published. */

export const { apiOf } = shipped<typeof Api>('shared/core/api');
export const { authEndpoint, tokenEndpoint } = shipped<typeof V3>('shared/core/api/v3');
export const { responseAction } = shipped<typeof ResponseAction>('shared/core/download/responseAction');
export const { rangeHeaders } = shipped<typeof ResumeState>('shared/core/download/resumeState');
export const { videoOf } = shipped<typeof MediaFile>('shared/core/download/mediaFile');
export const { mediaType } = shipped<typeof MediaType>('shared/core/download/mediaType');
export const { classifyResponse } = shipped<typeof Classify>('shared/core/http/classifyResponse');
export const { failedRequest } = shipped<typeof ApiRequest>('shared/n8n/apiRequest');
export const { resolveCredential } = shipped<typeof Credential>('shared/n8n/credential');
export const { testCredential } = shipped<typeof CredentialTest>('shared/n8n/credentialTest');

const { checkedProjectKey } = shipped<typeof ProjectKey>('shared/core/api/projectKey');
const { projectIdInUrl } = shipped<typeof ProjectUrl>('shared/core/api/projectUrl');

/** @throws AiStudiosError (input) for what cannot be a project */
export function projectKeyIn(project: string): string {
	return checkedProjectKey(/^https?:/i.test(project) ? projectIdInUrl(project) : project);
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- loads the built package; not shipped */
import { createRequire } from 'node:module';
import type { ICredentialDataDecryptedObject, ICredentialType, IExecuteFunctions, IHttpRequestHelper, INodeExecutionData, INodeType } from 'n8n-workflow';
import type { Runtime } from '../../nodes/shared/n8n/runtime';
import type * as TokenExchange from '../../nodes/shared/n8n/tokenExchange';
import { builtFile } from '../builtFile';

type Execute = (context: IExecuteFunctions, runtime: Runtime) => Promise<INodeExecutionData[][]>;

/** What each node calls, by the node's name: its module below `nodes`, and the function in it. */
const EXECUTE: Record<string, [file: string, name: string]> = {
	aiStudios: ['AiStudios/runOperation', 'runOperation'],
	aiStudiosExportProject: ['AiStudiosExportProject/exportProjects', 'exportProjects'],
	aiStudiosGetProgress: ['AiStudiosGetProgress/getProgress', 'getProgress'],
	aiStudiosWaitAndDownload: ['AiStudiosWaitAndDownload/waitAndDownload', 'waitAndDownload'],
};

/** The loaded node, running on this time. */
export function nodeOnRuntime(type: INodeType, runtime: Runtime): INodeType {
	if (type.poll) return type;
	const [file, name] = EXECUTE[type.description.name];
	const execute = compiled<Record<string, Execute>>(file)[name];
	return changed(type, {
		async execute(this: IExecuteFunctions) {
			return await execute(this, runtime);
		},
	});
}

/** The loaded credential type, exchanging tokens on this time. */
export function credentialOnRuntime(type: ICredentialType, runtime: Runtime): ICredentialType {
	const { exchangeToken } = compiled<typeof TokenExchange>('shared/n8n/tokenExchange');
	return changed(type, {
		async preAuthentication(this: IHttpRequestHelper, credential: ICredentialDataDecryptedObject) {
			return credential.apiVersion === 'v3' ? { sessionToken: await exchangeToken(this, credential, runtime) } : {};
		},
	});
}

/** The object with some of its properties replaced; the object itself stays as it is. */
function changed<T extends object>(object: T, changes: Partial<T>): T {
	return Object.assign(Object.create(object) as T, changes);
}

/** As n8n loads it, whoever runs this file. */
function compiled<T>(file: string): T {
	return createRequire(__filename)(builtFile(`nodes/${file}`)) as T;
}

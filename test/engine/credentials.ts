import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	IHttpRequestOptions,
	IHttpRequestHelper,
	INode,
	Workflow,
} from 'n8n-workflow';

type Helper = Pick<
	ICredentialsHelper,
	'getParentTypes' | 'isCredentialUsableByNode' | 'authenticate' | 'preAuthentication' | 'getDecrypted' | 'updateCredentials'
>;

/**
 * One stored credential, kept and used as n8n's own helper does it: the header is made from the
 * credential type's expressions, and `preAuthentication` runs when the expirable field is empty or a
 * request got a 401; what it returns is stored.
 */
export function storedCredential(type: ICredentialType, stored: ICredentialDataDecryptedObject) {
	const hidden = type.properties.find((property) => property.typeOptions?.expirable)?.name ?? '';
	let saved = { [hidden]: '', ...stored };

	const helper: Helper = {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		getDecrypted: async () => ({ ...saved }),
		updateCredentials: async (_details, _type, data) => {
			saved = { ...saved, ...data };
		},
		async authenticate(credentials, _type, options, workflow, node) {
			const request = options as IHttpRequestOptions;
			const { authenticate } = type;
			if (typeof authenticate !== 'object') return request;
			const headers = { ...request.headers };
			for (const [name, value] of Object.entries(authenticate.properties.headers ?? {})) {
				headers[name] = resolved(workflow as Workflow, node as INode, String(value), credentials);
			}
			return { ...request, headers };
		},
		async preAuthentication(helpers: IHttpRequestHelper, credentials, typeName, node, expired) {
			if (!type.preAuthentication || !(credentials[hidden] === '' || expired)) return undefined;
			const output = (await type.preAuthentication.call(helpers, credentials)) as ICredentialDataDecryptedObject;
			if (output[hidden] === undefined) return undefined;
			await helper.updateCredentials(node.credentials?.[typeName] ?? { id: '1', name: typeName }, typeName, output);
			return Object.assign(credentials, output);
		},
	};
	return { helper: helper as ICredentialsHelper, current: () => saved };
}

function resolved(workflow: Workflow, node: INode, value: string, credentials: ICredentialDataDecryptedObject): string {
	const keys = { $credentials: credentials as unknown as string };
	return String(workflow.expression.getSimpleParameterValue(node, value, 'internal', keys, undefined, ''));
}

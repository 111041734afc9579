import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../simulator';

export type Generation = 'v2' | 'v3';

export const GENERATIONS: Generation[] = ['v2', 'v3'];

/** The credential that reaches the simulator. */
export function credentialFor(generation: Generation, { url, credentials }: Pick<Simulator, 'url' | 'credentials'>): ICredentialDataDecryptedObject {
	const { apiKey, appId, userKey } = credentials;
	const own: ICredentialDataDecryptedObject = generation === 'v2' ? { apiKey } : { appId, userKey };
	return { apiVersion: generation, server: 'custom', customServer: url, ...own };
}

/** A template with the placeholders FIRST_NAME and IMAGE_URL, as each generation writes scenes. */
export function templateFor(generation: Generation): string {
	const scenes = {
		v2: [
			{
				AIModel: { model: 'M000004017', clothes: 'BG00006160', language: 'en', script: 'Hello ##FIRST_NAME##!' },
				clips: [{ type: 'image', detail: { url: '##IMAGE_URL##', scale: 0.5 } }],
			},
		],
		v3: [
			{
				sceneIdx: 0,
				scripts: [{ org: 'Hello ##FIRST_NAME##!', isTTS: true }],
				clips: [
					{ id: 'a', type: 'aiModel', layer: 1, left: 0, top: 0, width: 800, height: 900, model: { ai_name: 'M000004017' }, script: { org: 'Hello ##FIRST_NAME##!' } },
					{ id: 'b', type: 'image', layer: 2, left: 900, top: 100, width: 400, height: 300, source_url: '##IMAGE_URL##' },
				],
			},
		],
	};
	return JSON.stringify({ scenes: scenes[generation] });
}

/** Parameters of an Export node that fills `templateFor` from the item's own fields. */
export function exportParameters(generation: Generation, options: INodeParameters = {}): INodeParameters {
	return {
		template: templateFor(generation),
		values: { mappingMode: 'autoMapInputData', value: null },
		options,
	};
}

/** Rows that fill `templateFor`, all different. */
export function rowsOf(count: number) {
	return Array.from({ length: count }, (_, index) => ({
		'First name': `Ann ${index}`,
		image_url: `https://pictures.example/${index}.png`,
	}));
}

import type { IDataObject } from 'n8n-workflow';
import type { Choice } from '../../shared/core/api';
import { eachItem } from './eachItem';
import { limited } from './limited';

/** The avatars of the account and their clothes; simplified, by ID and name alone. */
export const getAvatars = eachItem(async ({ session: { client }, parameters }) => {
	const [limit, simplify] = [limited(parameters), parameters.boolean('simplify')];
	const avatars = await client.read(client.api.avatars());
	return avatars.slice(0, limit).map(({ clothes, details, ...avatar }) => ({
		json: simplify ? { ...idAndName(avatar), clothes: clothes.map(idAndName) } : (details as IDataObject),
	}));
});

function idAndName({ value, name }: Choice): IDataObject {
	return { id: value, name };
}

/** Fields of a scene that name an avatar, and what it wears; v2 and v3. */
const AVATAR_FIELDS = ['model', 'modelId', 'ai_name'];
const CLOTHES_FIELDS = ['clothes', 'clothId'];

/** What the fields that a placeholder fills choose from, if it is a list. */
export function listFor(fields: ReadonlySet<string>): 'avatars' | 'clothes' | undefined {
	if (AVATAR_FIELDS.some((field) => fields.has(field))) return 'avatars';
	return CLOTHES_FIELDS.some((field) => fields.has(field)) ? 'clothes' : undefined;
}

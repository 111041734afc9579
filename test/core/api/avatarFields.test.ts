import { listFor } from '../../../nodes/shared/core/api/avatarFields';

test.each<[string[], 'avatars' | 'clothes' | undefined]>([
	[['model'], 'avatars'],
	[['modelId'], 'avatars'],
	[['ai_name'], 'avatars'],
	[['clothes'], 'clothes'],
	[['clothId'], 'clothes'],
	[['script', 'model'], 'avatars'],
	[['script', 'org', 'url'], undefined],
	[[], undefined],
])('the fields %j choose from the list of %s', (fields, list) => {
	expect(listFor(new Set(fields))).toBe(list);
});

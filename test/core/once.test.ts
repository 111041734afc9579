import { once } from '../../nodes/shared/core/once';

test('the work for a key is started by the first caller, and its result shared', async () => {
	const started = new Map<string, Promise<string>>();
	const work: string[] = [];
	const start = async (key: string) => await once(started, key, async () => await Promise.resolve(`${key} ${work.push(key)}`));
	expect(await Promise.all([start('a'), start('b'), start('a')])).toEqual(['a 1', 'b 2', 'a 1']);
	expect(work).toEqual(['a', 'b']);
});

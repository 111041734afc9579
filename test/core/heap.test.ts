import fc from 'fast-check';
import { Heap } from '../../nodes/shared/core/heap';

test('entries are taken by key, and equal ones in the order they were added', () => {
	fc.assert(
		fc.property(fc.array(fc.nat(20)), (keys) => {
			const heap = new Heap<[key: number, order: number]>();
			keys.forEach((key, order) => heap.push(key, [key, order]));
			const taken = keys.map(() => heap.pop());
			const sorted = keys.map((key, order) => [key, order]).sort(([key, order], [otherKey, otherOrder]) => key - otherKey || order - otherOrder);
			expect(taken).toEqual(sorted);
			expect(heap.pop()).toBeUndefined();
		}),
	);
});

/** A priority queue: the entry with the smallest key is taken first; of equal keys, the one that was added first. */
export class Heap<T> {
	private readonly entries: Array<{ key: number; order: number; value: T }> = [];
	private added = 0;

	get size(): number {
		return this.entries.length;
	}

	/** The smallest key; Infinity when the heap is empty. */
	get minKey(): number {
		return this.entries[0]?.key ?? Number.POSITIVE_INFINITY;
	}

	push(key: number, value: T) {
		this.entries.push({ key, order: (this.added += 1), value });
		for (let child = this.entries.length - 1; child > 0; ) {
			const parent = (child - 1) >> 1;
			if (!this.isBefore(child, parent)) return;
			this.swap(child, parent);
			child = parent;
		}
	}

	/** Takes the entry with the smallest key. */
	pop(): T | undefined {
		if (this.entries.length === 0) return undefined;
		this.swap(0, this.entries.length - 1);
		const taken = this.entries.pop();
		for (let parent = 0; ; ) {
			const [left, right] = [2 * parent + 1, 2 * parent + 2];
			let first = this.isBefore(left, parent) ? left : parent;
			if (this.isBefore(right, first)) first = right;
			if (first === parent) return taken?.value;
			this.swap(first, parent);
			parent = first;
		}
	}

	/** Takes all entries, in no particular order. */
	clear(): T[] {
		return this.entries.splice(0).map(({ value }) => value);
	}

	private isBefore(one: number, other: number): boolean {
		if (one >= this.entries.length) return false;
		const [a, b] = [this.entries[one], this.entries[other]];
		return a.key < b.key || (a.key === b.key && a.order < b.order);
	}

	private swap(one: number, other: number) {
		[this.entries[one], this.entries[other]] = [this.entries[other], this.entries[one]];
	}
}

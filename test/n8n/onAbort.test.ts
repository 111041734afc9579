import { onAbort } from '../../nodes/shared/n8n/onAbort';

test('a signal has one listener, however many wait for it', () => {
	const { signal } = new AbortController();
	const listen = jest.spyOn(signal, 'addEventListener');
	for (let count = 0; count < 100; count += 1) onAbort(signal, () => {});
	expect(listen).toHaveBeenCalledTimes(1);
});

test('and none when nobody waits any more, also when an end is told twice', () => {
	const controller = new AbortController();
	const unlisten = jest.spyOn(controller.signal, 'removeEventListener');
	const end = onAbort(controller.signal, () => {});
	end();
	expect(unlisten).toHaveBeenCalledTimes(1);
	const called: string[] = [];
	onAbort(controller.signal, () => called.push('second'));
	end();
	onAbort(controller.signal, () => called.push('third'));
	controller.abort();
	expect(called).toEqual(['second', 'third']);
});

test('all who wait are called, those who ended their waiting are not, and one may end while it is called', () => {
	const controller = new AbortController();
	const called: string[] = [];
	onAbort(controller.signal, () => called.push('first'));
	const end = onAbort(controller.signal, () => called.push('ended'));
	const endItself = onAbort(controller.signal, () => {
		called.push('itself');
		endItself();
	});
	onAbort(controller.signal, () => called.push('last'));
	end();
	controller.abort();
	expect(called).toEqual(['first', 'itself', 'last']);
});

test('signals do not mix', () => {
	const [one, other] = [new AbortController(), new AbortController()];
	const called: string[] = [];
	onAbort(one.signal, () => called.push('one'));
	onAbort(other.signal, () => called.push('other'));
	other.abort();
	expect(called).toEqual(['other']);
});

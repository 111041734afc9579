import { onAbort } from '../../nodes/shared/n8n/onAbort';

test('a signal has one listener, however many wait for it', () => {
	const { signal } = new AbortController();
	const listen = jest.spyOn(signal, 'addEventListener');
	for (let count = 0; count < 100; count += 1) onAbort(signal, () => {});
	expect(listen).toHaveBeenCalledTimes(1);
});

test('a signal has no listener when nobody waits any more, also when a waiter stops listening twice', () => {
	const controller = new AbortController();
	const unlisten = jest.spyOn(controller.signal, 'removeEventListener');
	const stop = onAbort(controller.signal, () => {});
	stop();
	expect(unlisten).toHaveBeenCalledTimes(1);
	const called: string[] = [];
	onAbort(controller.signal, () => called.push('second'));
	stop();
	onAbort(controller.signal, () => called.push('third'));
	controller.abort();
	expect(called).toEqual(['second', 'third']);
});

test('all who wait are called, those who stopped listening are not, and one may stop while it is called', () => {
	const controller = new AbortController();
	const called: string[] = [];
	onAbort(controller.signal, () => called.push('first'));
	const stop = onAbort(controller.signal, () => called.push('stopped'));
	const stopItself = onAbort(controller.signal, () => {
		called.push('itself');
		stopItself();
	});
	onAbort(controller.signal, () => called.push('last'));
	stop();
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

import type { FailureReason } from '../../../nodes/shared/core/http/classifyResponse';
import { leavesInDoubt, MAX_ATTEMPTS, shouldRetry, shouldRetryPayment, shouldRetryUpload } from '../../../nodes/shared/core/http/shouldRetry';

/** Attempts that a failure gets when it happens every time, and whether it leaves an export in doubt. */
const REASONS: Record<FailureReason, [read: number, exporting: number, inDoubt: boolean]> = {
	rateLimited: [5, 7, false],
	unavailable: [5, 1, true],
	unreadable: [5, 1, true],
	noResponse: [5, 1, true],
	notSent: [5, 7, false],
	rejected: [3, 1, false],
	credentials: [1, 1, false],
	credits: [1, 1, false],
	notFound: [1, 1, false],
	redirected: [1, 1, false],
};

const attemptsOf = (isWorthAnother: (failures: number) => boolean) => {
	let attempts = 1;
	while (attempts < 50 && isWorthAnother(attempts)) attempts += 1;
	return attempts;
};

describe.each(Object.entries(REASONS) as Array<[FailureReason, [number, number, boolean]]>)('"%s"', (reason, [read, exporting, inDoubt]) => {
	test(`gets ${read} attempts of a reading request whose limit is five`, () => {
		expect(attemptsOf((failures) => shouldRetry(reason, failures, 5))).toBe(read);
	});

	test('gets as many of an upload, unless the file was rejected', () => {
		expect(attemptsOf((failures) => shouldRetryUpload(reason, failures))).toBe(reason === 'rejected' ? 1 : read === 5 ? MAX_ATTEMPTS : read);
	});

	test(`gets ${exporting} attempts of an export`, () => {
		expect(attemptsOf((failures) => shouldRetryPayment(reason, failures))).toBe(exporting);
	});

	test(`${inDoubt ? 'leaves' : 'does not leave'} an export in doubt`, () => {
		expect(leavesInDoubt(reason)).toBe(inDoubt);
	});
});

test('without a limit of its own a reading request gets seven attempts', () => {
	expect(MAX_ATTEMPTS).toBe(7);
	expect(attemptsOf((failures) => shouldRetry('unavailable', failures))).toBe(7);
});

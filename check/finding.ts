/** One line of the check. It contains no value that came from AI Studios. */
export interface Finding {
	name: string;
	/** The page of the vendor's documentation (version 1.6.x, 2026-05) that the expectation is from; undefined where it says nothing. */
	page?: string;
	expected: string;
	came: string;
	/** Where what came is not as expected. */
	differences: string[];
	/** Whether the nodes do what they should with what came. */
	isHandled: boolean;
	/** What the nodes do with it, after "The nodes". */
	nodes: string;
	/** Why there was no request; then the fields above say nothing. */
	notRun?: string;
}

export type Result = 'agrees' | 'differs' | 'not run';

export function resultOf({ notRun, differences, isHandled }: Finding): Result {
	if (notRun !== undefined) return 'not run';
	return differences.length === 0 && isHandled ? 'agrees' : 'differs';
}

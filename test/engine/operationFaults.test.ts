import { expectEnd } from './faultEnds';
import { FaultRuns } from './faultRun';
import { faultCases } from './faultTable';

const cases = faultCases('operations');

let runs: FaultRuns;

beforeAll(async () => {
	runs = await FaultRuns.start(cases);
});

afterAll(async () => await runs.stop());

/** Each endpoint that the node AI Studios sends, with a fault of each kind; `operationFaults.full.ts` has the others. */
test.each(cases)('%s %s: %s', async (...faultCase) => {
	expectEnd(faultCase, await runs.run(faultCase));
});

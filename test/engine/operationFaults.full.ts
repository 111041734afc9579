import { expectEnd } from './faultEnds';
import { FaultRuns } from './faultRun';
import { faultCases } from './faultTable';

const cases = faultCases('operations in full');

let runs: FaultRuns;

beforeAll(async () => {
	runs = await FaultRuns.start(cases);
});

afterAll(async () => await runs.stop());

test.each(cases)('%s %s: %s', async (...faultCase) => {
	expectEnd(faultCase, await runs.run(faultCase));
});

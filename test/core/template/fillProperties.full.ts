import { checkFilling } from './fillProperties';

test('any JSON is filled with any values correctly in 10,000 cases', () => checkFilling(10_000), 120_000);

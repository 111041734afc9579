import { checkFilling } from './fillProperties';

test('any JSON filled with any values is right in 10,000 cases', () => checkFilling(10_000), 120_000);

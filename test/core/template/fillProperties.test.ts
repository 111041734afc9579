import { checkFilling } from './fillProperties';

test('any JSON filled with any values is right in 500 cases', () => checkFilling(500));

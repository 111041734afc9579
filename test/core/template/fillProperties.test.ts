import { checkFilling } from './fillProperties';

test('any JSON is filled with any values correctly in 500 cases', () => checkFilling(500));

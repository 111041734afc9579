/**
 * `quick` is what `npm test` runs; `full` adds the long tables, the fuzzing and
 * the properties at full length (`npm run test:full`).
 */
const shared = {
	rootDir: '..',
	testEnvironment: 'node',
	transform: { '\\.[cm]?ts$': '@swc/jest' },
};

module.exports = {
	rootDir: '..',
	coverageDirectory: 'coverage',
	projects: [
		{ ...shared, displayName: 'quick', testMatch: ['<rootDir>/test/**/*.test.ts'] },
		{ ...shared, displayName: 'full', testMatch: ['<rootDir>/test/**/*.full.ts'] },
	],
};

/**
 * `quick` is what `npm test` runs; `full` adds the long runs, the fuzzing and the properties at full
 * length (`npm run test:full`).
 */
const rootDir = require('node:path').resolve(__dirname, '..');

const shared = {
	rootDir,
	testEnvironment: 'node',
	globalSetup: '<rootDir>/test/buildFirst.ts',
	/** Tests import the sources and get their part of what is shipped: `build` has a module for each, but for those that are files of their own. */
	moduleNameMapper: { '^(?:\\.\\./)+(nodes|credentials)/(.*)$': ['<rootDir>/build/$1/$2', '<rootDir>/dist/$1/$2'] },
	transform: { '\\.[cm]?ts$': '@swc/jest' },
};

module.exports = {
	rootDir,
	/** One more than a small machine has cores: tests through n8n's engine wait for a third of their time. */
	maxWorkers: 3,
	/** Milliseconds, of tests and of hooks: n8n's engine takes some seconds to load, and many on a busy machine. */
	testTimeout: 120_000,
	coverageDirectory: 'coverage',
	coverageProvider: 'v8',
	collectCoverageFrom: ['dist/**/*.js'],
	coverageThreshold: { global: { branches: 95 } },
	projects: [
		{ ...shared, displayName: 'quick', testMatch: ['<rootDir>/test/**/*.test.ts'] },
		{ ...shared, displayName: 'full', testMatch: ['<rootDir>/test/**/*.full.ts'] },
	],
};

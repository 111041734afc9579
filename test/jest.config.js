/**
 * `quick` is what `npm test` runs; `full` adds the long runs, the fuzzing and the properties at full
 * length (`npm run test:full`).
 */
const rootDir = require('node:path').resolve(__dirname, '..');

const shared = {
	rootDir,
	testEnvironment: 'node',
	globalSetup: '<rootDir>/test/buildFirst.ts',
	/** Tests import the sources and get what is shipped: the compiled package. */
	moduleNameMapper: { '^(?:\\.\\./)+(nodes|credentials)/(.*)$': '<rootDir>/dist/$1/$2' },
	transform: { '\\.[cm]?ts$': '@swc/jest' },
};

module.exports = {
	rootDir,
	/** Both cores of a small machine; jest would leave one alone. */
	maxWorkers: 2,
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

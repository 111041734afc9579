/** `npm run test:mutation`: which changes of the core does no test of the core notice? */
export default {
	mutate: ['nodes/shared/core/**/*.ts'],
	ignorePatterns: ['**', '!package.json', '!.swcrc', '!nodes/shared/core/**', '!test/core/**', '!test/cpuTime.ts', '!test/simulator/random.ts'],
	plugins: [new URL('runner.mjs', import.meta.url).pathname],
	testRunner: 'core',
	coverageAnalysis: 'perTest',
	ignoreStatic: true,
	/** swc removes the types without a look at them. */
	disableTypeChecks: false,
	concurrency: 2,
	incremental: true,
	incrementalFile: 'reports/mutation/incremental.json',
	reporters: ['clear-text', 'json'],
	jsonReporter: { fileName: 'reports/mutation/mutation.json' },
	clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
	thresholds: { high: 95, low: 90, break: 90 },
};

/* Runs the tests of the core for Stryker in a process that has loaded them before: milliseconds for each mutant. */
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, DryRunStatus, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { failureOf, forgetSources, SEPARATOR, testFiles, testsIn } from './coreTests.mjs';

class CoreRunner {
	static inject = tokens(commonTokens.logger);
	/** What the changed sources and Stryker tell each other. */
	instrumenter = (globalThis.__stryker__ ??= {});
	/** The tests of the files that are loaded. */
	loaded = new Map();
	/** Milliseconds that a test took last, by its ID: the quickest go first. */
	durations = new Map();

	capabilities() {
		return { reloadEnvironment: true };
	}

	async dryRun() {
		const result = await this.run(undefined, false);
		return { ...result, mutantCoverage: this.instrumenter.mutantCoverage };
	}

	async mutantRun({ activeMutant, testFilter, hitLimit, disableBail, reloadEnvironment }) {
		if (reloadEnvironment) this.unload();
		Object.assign(this.instrumenter, { activeMutant: activeMutant.id, hitCount: hitLimit && 0, hitLimit });
		const result = await this.run(testFilter, !disableBail).catch((error) => notLoaded(error, testFilter));
		this.instrumenter.activeMutant = undefined;
		return toMutantRunResult(result, disableBail);
	}

	/** For a mutant that acts while the sources load. */
	unload() {
		forgetSources();
		this.loaded.clear();
	}

	testsOf(file) {
		if (!this.loaded.has(file)) this.loaded.set(file, testsIn(file));
		return this.loaded.get(file);
	}

	/** All tests, or those with these IDs, the quickest first. */
	select(testIds) {
		const wanted = testIds && new Set(testIds);
		const files = testIds ? new Set(testIds.map((id) => id.split(SEPARATOR)[0])) : testFiles();
		const tests = [...files].flatMap((file) => this.testsOf(file)).filter(({ id }) => !wanted || wanted.has(id));
		const took = ({ id }) => this.durations.get(id) ?? 0;
		return tests.sort((one, other) => took(one) - took(other));
	}

	async run(testIds, untilFailure) {
		const results = [];
		for (const test of this.select(testIds)) {
			const result = await this.runTest(test);
			results.push(result);
			const limit = this.hitLimit();
			if (limit) return limit;
			if (result.hanging) return { status: DryRunStatus.Timeout, reason: test.id };
			if (untilFailure && result.status === TestStatus.Failed) break;
		}
		return { status: DryRunStatus.Complete, tests: results };
	}

	/** A mutant that acts a hundred times as often as without it never ends. */
	hitLimit() {
		return determineHitLimitReached(this.instrumenter.hitCount, this.instrumenter.hitLimit);
	}

	async runTest(test) {
		const { id, fileName } = test;
		const began = performance.now();
		this.instrumenter.currentTestId = id;
		const failure = await failureOf(test, () => this.hitLimit() !== undefined);
		this.instrumenter.currentTestId = undefined;
		const timeSpentMs = performance.now() - began;
		this.durations.set(id, timeSpentMs);
		const result = { id, name: id, fileName, timeSpentMs, hanging: failure?.hanging };
		return failure ? { ...result, status: TestStatus.Failed, failureMessage: failure.message } : { ...result, status: TestStatus.Success };
	}
}

/** Sources that no longer load fail every test. */
function notLoaded(error, [id] = ['every test']) {
	return { status: DryRunStatus.Complete, tests: [{ id, name: id, timeSpentMs: 0, status: TestStatus.Failed, failureMessage: String(error) }] };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'core', CoreRunner)];

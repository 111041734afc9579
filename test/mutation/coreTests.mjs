/* Loads the tests of the core into this process, where they run again and again. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { transformSync } from '@swc/core';
import { hangs, nextGeneration } from './hanging.mjs';

const FOLDER = 'test/core';
export const SEPARATOR = ' › ';
/** Properties over whole templates take seconds for each mutant, and the tables kill what they kill. */
const LEFT_OUT = /Properties\.test\.ts$/;

const require = createRequire(import.meta.url);
const circus = require('jest-circus');
const { jestExpect } = require('@jest/expect');

/** What a test threw beside its own promise. */
let uncaught;
for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, (error) => (uncaught = error));

require.extensions['.ts'] = (module, filename) => module._compile(compiled(filename), filename);
Object.assign(globalThis, { describe: circus.describe, test: circus.test, expect: jestExpect });

const code = new Map();

function compiled(filename) {
	if (!code.has(filename)) code.set(filename, transformSync(readFileSync(filename, 'utf8'), { filename }).code);
	return code.get(filename);
}

/** The test files; Stryker has changed to the folder with the changed sources by then. */
export function testFiles() {
	return readdirSync(FOLDER, { recursive: true }).filter((file) => file.endsWith('.test.ts') && !LEFT_OUT.test(file));
}

/** From now on files are loaded anew, with the sources that they use. */
export function forgetSources() {
	for (const filename of Object.keys(require.cache)) if (filename.endsWith('.ts')) delete require.cache[filename];
}

/** @returns {Array<{ id: string, fileName: string, run: () => unknown }>} the file is in the ID up to `SEPARATOR` */
export function testsIn(file) {
	circus.resetState();
	const fileName = resolve(FOLDER, file);
	require(fileName);
	return testsOf(circus.getState().rootDescribeBlock, file).map((test, index) => ({ ...test, id: `${test.id} #${index}`, fileName }));
}

/** No test of the core needs a hook, and one with a hook would not run here as it does in jest. */
function testsOf({ hooks, children }, title) {
	if (hooks.length > 0) throw new Error(`${title} has a hook`);
	return children.flatMap((child) => {
		const id = `${title}${SEPARATOR}${child.name}`;
		return child.type === 'test' ? [{ id, run: child.fn }] : testsOf(child, id);
	});
}

/** @returns the error that it failed with, if it did; `hanging` when it does not end */
export async function failureOf({ run }, isEndless) {
	uncaught = undefined;
	nextGeneration();
	try {
		const running = (async () => await run())();
		if (await hangs(running, isEndless)) return { hanging: true, message: 'It does not end' };
		await running;
		return uncaught && { message: String(uncaught) };
	} catch (error) {
		return { message: String(error?.message ?? error) };
	}
}

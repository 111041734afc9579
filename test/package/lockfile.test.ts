/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the lockfiles; not shipped */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const N8NS = readdirSync(join(ROOT, 'test/e2e/n8n')).map((edition) => `test/e2e/n8n/${edition}/package-lock.json`);

interface Entry {
	version?: string;
	resolved?: string;
	integrity?: string;
	optional?: boolean;
	dev?: boolean;
	os?: string[];
	cpu?: string[];
}

/** The packages of a lockfile, without the project itself. */
function entriesOf(path: string): Array<Entry & { name: string }> {
	const { packages } = JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as { packages: Record<string, Entry> };
	return Object.entries(packages)
		.filter(([name]) => name !== '')
		.map(([name, entry]) => ({ ...entry, name: name.replace(/^.*node_modules\//, '') }));
}

/**
 * Builds of a development tool for a machine that neither the tests nor the workflows run on. The registry that
 * this lockfile was made with has none of them, so npm could not note their hashes. npm ci leaves them out on
 * every other machine; on theirs it installs them by their exact version, without comparing a hash.
 */
const WITHOUT_HASH: Record<string, string[]> = {
	'@swc/core': ['darwin-arm64', 'darwin-x64', 'linux-arm-gnueabihf', 'linux-ppc64-gnu', 'linux-s390x-gnu', 'win32-arm64-msvc', 'win32-ia32-msvc', 'win32-x64-msvc'],
	'@unrs/resolver-binding': [
		...['android-arm-eabi', 'android-arm64', 'darwin-arm64', 'darwin-x64', 'freebsd-x64', 'linux-arm-gnueabihf', 'linux-arm-musleabihf', 'linux-loong64-gnu', 'linux-loong64-musl'],
		...['linux-ppc64-gnu', 'linux-riscv64-gnu', 'linux-riscv64-musl', 'linux-s390x-gnu', 'openharmony-arm64', 'win32-arm64-msvc', 'win32-ia32-msvc', 'win32-x64-msvc'],
	],
};
const EXCEPTIONS = Object.entries(WITHOUT_HASH).flatMap(([name, platforms]) => platforms.map((platform) => `${name}-${platform}`));

test('every package of package-lock.json has a SHA-512, but for builds for machines that nothing here runs on', () => {
	const without = entriesOf('package-lock.json').filter(({ integrity = '' }) => !integrity.startsWith('sha512-'));

	expect(without.map(({ name }) => name).sort()).toEqual([...EXCEPTIONS].sort());
	expect(without.filter(({ optional, dev, os = [], cpu = [] }) => !optional || !dev || (os.includes('linux') && (cpu.includes('x64') || cpu.includes('arm64'))))).toEqual([]);
});

test.each(N8NS)('every package of %s has a SHA-512', (path) => {
	const entries = entriesOf(path);

	expect(entries.length).toBeGreaterThan(1_000);
	expect(entries.filter(({ integrity = '' }) => !integrity.startsWith('sha512-')).map(({ name }) => name)).toEqual([]);
});

test.each(['package-lock.json', ...N8NS])('%s names exact versions and no registry', (path) => {
	const entries = entriesOf(path);

	expect(entries.filter(({ version = '' }) => !/^\d+\.\d+\.\d+/.test(version)).map(({ name }) => name)).toEqual([]);
	expect(entries.filter(({ resolved }) => resolved !== undefined).map(({ name }) => name)).toEqual([]);
});

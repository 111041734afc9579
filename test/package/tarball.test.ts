/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- packs the package and reads what is shipped; not shipped */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { builtFile } from '../builtFile';

const ROOT = resolve(__dirname, '../..');
const DIST = join(ROOT, 'dist');
const MAX_BYTES = 100_000;

interface Packed {
	/** Bytes of the tarball. */
	size: number;
	files: Array<{ path: string }>;
}

const [packed] = JSON.parse(
	execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
) as Packed[];
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, unknown>;

/** The coverage run compiles with source maps, which are never published. */
const paths = packed.files.map(({ path }) => path).filter((path) => !path.endsWith('.js.map'));
const withMaps = paths.length < packed.files.length;

test('the tarball contains only compiled files, icons, and the documents', () => {
	const others = paths.filter((path) => !/^dist\/(credentials|nodes)\/[\w./]+\.js$|^dist\/nodes\/\w+\/\w+\.node\.json$|^dist\/icons\/[\w.]+\.svg$/.test(path));
	expect(others.sort()).toEqual(['LICENSE.md', 'README.md', 'index.js', 'package.json']);
});

test('each folder of the sources is one file, but for what n8n loads at its start', () => {
	const folders = ['AiStudios', 'AiStudiosExportProject', 'AiStudiosGetProgress', 'AiStudiosTrigger', 'AiStudiosWaitAndDownload', 'shared/core', 'shared/n8n'];
	expect(paths.filter((path) => path.endsWith('/run.js'))).toEqual(folders.map((folder) => `dist/nodes/${folder}/run.js`));
	expect(paths.filter((path) => path.endsWith('.js')).length).toBeLessThan(5 * folders.length);
});

test('what each source exports is in what is shipped', () => {
	const sources = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).flatMap((file) => (file.endsWith('.ts') ? [join(folder, file)] : [])),
	);
	const missing = sources.flatMap((source) => {
		const names = [...readFileSync(join(ROOT, source), 'utf8').matchAll(/^export (?:async )?(?:const|function\*?|class) (\w+)/gm)].map(([, name]) => name);
		if (names.length === 0) return [];
		const module = jest.requireActual<Record<string, unknown>>(builtFile(source.replace(/\.ts$/, '')));
		return names.filter((name) => module[name] === undefined).map((name) => `${source}: ${name}`);
	});
	expect(sources.length).toBeGreaterThan(100);
	expect(missing).toEqual([]);
});

test('every node and the credential are in it, with icons and codex', () => {
	const { nodes, credentials } = manifest.n8n as { nodes: string[]; credentials: string[] };
	const codex = nodes.map((path) => path.replace(/\.js$/, '.json'));
	const icons = ['dist/icons/aistudios.svg', 'dist/icons/aistudios.dark.svg'];
	expect(nodes).toHaveLength(5);
	expect(paths).toEqual(expect.arrayContaining([...nodes, ...credentials, ...codex, ...icons]));
});

(withMaps ? test.skip : test)('it is smaller than 100 kB', () => {
	expect(packed.size).toBeLessThan(MAX_BYTES);
});

test('the package depends on nothing but n8n-workflow, and runs nothing when it is installed', () => {
	const { dependencies, optionalDependencies, bundledDependencies, peerDependencies, scripts, overrides } = manifest;
	expect({ dependencies, optionalDependencies, bundledDependencies, overrides }).toEqual({});
	expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
	expect(Object.keys(scripts as object).filter((name) => /install|^prepare$/.test(name))).toEqual([]);
});

test('the entry of the package is empty', () => {
	expect(jest.requireActual<object>(join(ROOT, 'index.js'))).toEqual({});
});

describe('what is shipped', () => {
	const scripts = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.js'))
		.map((path) => ({ path, code: readFileSync(join(DIST, path), 'utf8') }));
	const matches = (pattern: RegExp) => scripts.flatMap(({ path, code }) => [...code.matchAll(pattern)].map(([found, inner]) => `${path}: ${inner ?? found}`));

	test('is more than 15 scripts', () => {
		expect(scripts.length).toBeGreaterThan(15);
		expect(matches(/\brequire\((.*?)\)/g).length).toBeGreaterThan(40);
	});

	test('requires nothing but itself, n8n-workflow and the one built-in that n8n allows', () => {
		expect(matches(/\brequire\((?!'\.\.?\/|'n8n-workflow'|'crypto')(.*?)\)/g)).toEqual([]);
		expect(matches(/\bimport\(/g)).toEqual([]);
	});

	test('requires only files that are shipped with it', () => {
		const shipped = new Set(scripts.map(({ path }) => path));
		const missing = scripts.flatMap(({ path, code }) =>
			[...code.matchAll(/\brequire\('(\.[^']+)'\)/g)]
				.map(([, target]) => join(path, '..', target))
				.filter((target) => !shipped.has(target)),
		);
		expect(missing).toEqual([]);
	});

	test.each<[string, RegExp]>([
		['writes to the console', /\bconsole\s*[.[]/g],
		['reads the environment', /\bprocess\s*[.[]/g],
		['evaluates text', /\beval\(|new Function\(/g],
		['uses timers of its own', /\b(setTimeout|setInterval|setImmediate)\(/g],
	])('never %s', (_what, pattern) => {
		expect(matches(pattern)).toEqual([]);
	});

	test('has a core that requires nothing outside itself, not even n8n', () => {
		const core = scripts.filter(({ path }) => path.startsWith(join('nodes', 'shared', 'core')));
		const outside = core.flatMap(({ path, code }) =>
			[...code.matchAll(/\brequire\('([^']+)'\)/g)].map(([, target]) => join(path, '..', target)).filter((target) => !target.startsWith(join('nodes', 'shared', 'core'))),
		);
		expect(core).toHaveLength(2);
		expect(outside).toEqual([]);
	});
});

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- reads what is committed; not shipped */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { releaseFiles } from './checkRelease';
import { releaseProblems, repositoryAddress, type Publication, type ReleaseFiles } from './release';

const ROOT = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

test('version, lockfile, changelog and addresses of this checkout agree', () => {
	expect(releaseProblems(releaseFiles(), {})).toEqual([]);
});

test('every address of the repository, in every file, is the one in package.json', () => {
	const { manifest } = releaseFiles();
	const files = execFileSync('git', ['grep', '-lI', '-e', `github.com/[^ ]*${'n8n-nodes-aistudios'}`, '--', '.', ':!*package-lock.json', ':!test/package/release*'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
	const addresses = files.flatMap((file) => [...read(file).matchAll(/https:\/\/github\.com\/[\w.-]+\/n8n-nodes-aistudios(?![\w-])/g)].map(([address]) => address));

	expect(files).toEqual(expect.arrayContaining(['README.md', 'credentials/AiStudiosApi.credentials.ts', 'package.json']));
	expect(new Set(addresses)).toEqual(new Set([repositoryAddress(manifest)]));
});

describe('A release', () => {
	const address = 'https://github.com/someone/the-package';
	const RIGHT: ReleaseFiles = {
		manifest: { version: '1.2.0', homepage: `${address}#readme`, bugs: { url: `${address}/issues` }, repository: { url: `git+${address}.git` } },
		lockfile: { version: '1.2.0', packages: { '': { version: '1.2.0' } } },
		changelog: '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-12-01\n\n### Added\n\n- This.\n\n## [1.1.0] - 2026-11-30\n\n- That.\n',
	};
	const PUBLISHED: Publication = { tag: 'v1.2.0', repository: 'someone/the-package' };
	const changelog = (from: string, to: string): Partial<ReleaseFiles> => ({ changelog: RIGHT.changelog.replace(from, to) });
	const manifest = (changes: Partial<ReleaseFiles['manifest']>): Partial<ReleaseFiles> => ({ manifest: { ...RIGHT.manifest, ...changes } });

	it('in which everything agrees can be published', () => {
		expect(releaseProblems(RIGHT, PUBLISHED)).toEqual([]);
		expect(releaseProblems(RIGHT, {})).toEqual([]);
	});

	it('may have unreleased changes until it is tagged', () => {
		const files = { ...RIGHT, ...changelog('[Unreleased]\n', '[Unreleased]\n\n- New.\n') };

		expect(releaseProblems(files, {})).toEqual([]);
		expect(releaseProblems(files, PUBLISHED)).toEqual(['The chapter "Unreleased" of CHANGELOG.md has to become [1.2.0] before it is published.']);
	});

	it.each<[title: string, files: Partial<ReleaseFiles>, publication: Publication, problems: string[]]>([
		['of another tag', {}, { ...PUBLISHED, tag: 'v1.2.1' }, ['The tag is v1.2.1 instead of v1.2.0.']],
		['of a tag without "v"', {}, { ...PUBLISHED, tag: '1.2.0' }, ['The tag is 1.2.0 instead of v1.2.0.']],
		['of another repository', {}, { ...PUBLISHED, repository: 'other/the-package' }, [`package.json names the repository ${address}, but it is published from https://github.com/other/the-package. See "Releasing" in CONTRIBUTING.md.`]],
		['whose lockfile is older', { lockfile: { version: '1.1.0', packages: { '': { version: '1.2.0' } } } }, {}, ['package-lock.json has version 1.1.0 instead of 1.2.0: run npm install --package-lock-only.']],
		['that is not in the changelog', changelog('[1.2.0] - 2026-12-01', '[1.1.9] - 2026-12-01'), {}, ['The newest version in CHANGELOG.md is "[1.1.9] - 2026-12-01" instead of [1.2.0].']],
		['without a date', changelog('- 2026-12-01', '- soon'), {}, ['"[1.2.0] - soon" in CHANGELOG.md is not of the form [1.2.3] - 2026-01-31.']],
		['about which nothing is said', changelog('### Added\n\n- This.\n', ''), {}, ['CHANGELOG.md says nothing about [1.2.0] - 2026-12-01.']],
		['without the chapter for the next one', changelog('## [Unreleased]\n\n', ''), {}, ['CHANGELOG.md does not begin with the chapter "Unreleased".', 'The newest version in CHANGELOG.md is "[1.1.0] - 2026-11-30" instead of [1.2.0].']],
		['with another home page', manifest({ homepage: 'https://example.com' }), {}, [`homepage in package.json is https://example.com instead of ${address}#readme.`]],
		['of a version that npm does not sort', { ...manifest({ version: '1.2' }), lockfile: { version: '1.2', packages: { '': { version: '1.2' } } }, ...changelog('[1.2.0]', '[1.2]') }, {}, ['The version 1.2 in package.json is not of the form 1.2.3.', '"[1.2] - 2026-12-01" in CHANGELOG.md is not of the form [1.2.3] - 2026-01-31.']],
	])('%s cannot', (_title, files, publication, problems) => {
		expect(releaseProblems({ ...RIGHT, ...files }, publication)).toEqual(problems);
	});
});

test('.ci/run runs every command of the workflow that publishes, but for the publishing itself', () => {
	const commands = [...read('.github/workflows/publish.yml').matchAll(/^\s*(?:- )?run: (.+)$/gm)].map(([, command]) => command);
	const ci = read('.ci/run');
	const known = commands.map((command) => command.replace(/ -- "\$GITHUB_REF_NAME".*/, '').replace('npm publish', 'npm publish --dry-run'));

	expect(commands.length).toBeGreaterThan(5);
	expect(known.filter((command) => !ci.includes(command))).toEqual([]);
});

/** What must agree before a version is published. */
export interface ReleaseFiles {
	manifest: { version: string; homepage: string; bugs: { url: string }; repository: { url: string } };
	lockfile: { version: string; packages: Record<string, { version?: string }> };
	changelog: string;
}

/** What the workflow that publishes knows; undefined on any other machine. */
export interface Publication {
	/** "v1.2.3". */
	tag?: string;
	/** "owner/name" of the repository that it runs in. */
	repository?: string;
}

const VERSION = /^\d+\.\d+\.\d+$/;

/** Everything that does not agree, one sentence each. */
export function releaseProblems(files: ReleaseFiles, publication: Publication): string[] {
	return [...versionProblems(files), ...changelogProblems(files, publication), ...addressProblems(files, publication)];
}

/** The address of the repository, which stands in `repository.url` of package.json. */
export function repositoryAddress({ repository }: ReleaseFiles['manifest']): string {
	return repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
}

function versionProblems({ manifest: { version }, lockfile }: ReleaseFiles): string[] {
	const locked = [lockfile.version, lockfile.packages['']?.version].filter((other) => other !== version);
	return [
		...(VERSION.test(version) ? [] : [`The version ${version} in package.json is not of the form 1.2.3.`]),
		...(locked.length === 0 ? [] : [`package-lock.json has version ${locked[0]} instead of ${version}: run npm install --package-lock-only.`]),
	];
}

function changelogProblems({ manifest: { version }, changelog }: ReleaseFiles, { tag }: Publication): string[] {
	const [unreleased, ...released] = chaptersOf(changelog);
	const problems: string[] = [];
	if (unreleased?.heading !== '[Unreleased]') problems.push('CHANGELOG.md does not begin with the chapter "Unreleased".');
	if (!released[0]?.heading.startsWith(`[${version}] - `)) problems.push(`The newest version in CHANGELOG.md is "${released[0]?.heading}" instead of [${version}].`);
	for (const { heading, text } of released) {
		if (!/^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/.test(heading)) problems.push(`"${heading}" in CHANGELOG.md is not of the form [1.2.3] - 2026-01-31.`);
		if (text === '') problems.push(`CHANGELOG.md says nothing about ${heading}.`);
	}
	if (tag !== undefined && tag !== `v${version}`) problems.push(`The tag is ${tag} instead of v${version}.`);
	if (tag !== undefined && unreleased?.text !== '') problems.push(`The chapter "Unreleased" of CHANGELOG.md has to become [${version}] before it is published.`);
	return problems;
}

/** All chapters below the title, the newest first. */
function chaptersOf(changelog: string): Array<{ heading: string; text: string }> {
	return changelog
		.split(/^## /m)
		.slice(1)
		.map((chapter) => {
			const [heading, ...text] = chapter.split('\n');
			return { heading: heading.trim(), text: text.join('\n').trim() };
		});
}

function addressProblems({ manifest }: ReleaseFiles, { repository }: Publication): string[] {
	const address = repositoryAddress(manifest);
	const expected: Array<[name: string, value: string, expected: string]> = [
		['repository.url', manifest.repository.url, `git+${address}.git`],
		['homepage', manifest.homepage, `${address}#readme`],
		['bugs.url', manifest.bugs.url, `${address}/issues`],
	];
	const wrong = expected.filter(([, value, right]) => value !== right).map(([name, value, right]) => `${name} in package.json is ${value} instead of ${right}.`);
	if (repository === undefined || address === `https://github.com/${repository}`) return wrong;
	return [...wrong, `package.json names the repository ${address}, but it is published from https://github.com/${repository}. See "Releasing" in CONTRIBUTING.md.`];
}

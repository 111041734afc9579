/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command for the terminal; not shipped */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { releaseProblems, type ReleaseFiles } from './release';

const ROOT = resolve(__dirname, '../..');

/** The files of this checkout. */
export function releaseFiles(): ReleaseFiles {
	const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
	return {
		manifest: JSON.parse(read('package.json')) as ReleaseFiles['manifest'],
		lockfile: JSON.parse(read('package-lock.json')) as ReleaseFiles['lockfile'],
		changelog: read('CHANGELOG.md'),
	};
}

/** `npm run check:release -- v1.2.3 owner/name`; without arguments only what is in the checkout is compared. */
if (require.main === module) {
	const [tag, repository] = process.argv.slice(2);
	const files = releaseFiles();
	const problems = releaseProblems(files, { tag, repository });
	process.stdout.write(problems.length === 0 ? `Version ${files.manifest.version}: lockfile, changelog and addresses agree.\n` : `${problems.join('\n')}\n`);
	process.exitCode = problems.length === 0 ? 0 : 1;
}

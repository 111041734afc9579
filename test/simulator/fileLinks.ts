import { createHash } from 'crypto';

import type { Clock } from './clock';
import type { Project } from './projects';

const PATH = /^\/videos\/([^/]+)\/([^/]+)$/;

/** Download URLs that look signed, as object storage gives them out, and live for a while. */
export class FileLinks {
	/** Raised to make every URL given out so far worthless. */
	private round = 1;

	/** Known once the files server listens. */
	origin = '';

	constructor(
		private readonly clock: Clock,
		private readonly lifetimeSeconds: number,
	) {}

	/** A fresh URL; `Expires` is in simulated seconds since 1970. */
	urlOf(project: Project): string {
		const expires = Math.ceil(this.clock.now() / 1000 + this.lifetimeSeconds);
		const path = `/videos/${encodeURIComponent(project.key)}/${encodeURIComponent(fileNameOf(project))}`;
		return `${this.origin}${path}?X-Sig=${this.signature(path, expires)}&Expires=${expires}`;
	}

	/** The key in a download path; undefined when the path is none. */
	keyIn(path: string): string | undefined {
		const key = PATH.exec(path)?.[1];
		return key === undefined ? undefined : decodeURIComponent(key);
	}

	/** Why a URL opens nothing; undefined when it does. */
	refusalOf(path: string, query: URLSearchParams): string | undefined {
		const expires = Number(query.get('Expires'));
		if (query.get('X-Sig') !== this.signature(path, expires)) return 'The signature does not fit.';
		if (this.clock.now() / 1000 >= expires) return 'The URL has expired.';
		return undefined;
	}

	expireUrls(): void {
		this.round++;
	}

	private signature(path: string, expires: number): string {
		return createHash('sha256').update(`${this.round} ${path} ${expires}`).digest('hex').slice(0, 40);
	}
}

function fileNameOf(project: Project): string {
	return project.file.fileName ?? `${project.key}.mp4`;
}

import { createHash } from 'crypto';

import type { Clock } from './clock';
import type { Project } from './projects';

const PATH = /^\/videos\/([^/]+)\/([^/]+)$/;

/** Download URLs that look signed, like those of object storage, and expire. */
export class VideoUrls {
	/** Part of every signature: raised to invalidate all URLs signed so far. */
	private signingVersion = 1;

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

	/** The project key in a download path; undefined for any other path. */
	keyIn(path: string): string | undefined {
		const key = PATH.exec(path)?.[1];
		return key === undefined ? undefined : decodeURIComponent(key);
	}

	/** Why a URL is not valid; undefined when it is. */
	problemWith(path: string, query: URLSearchParams): string | undefined {
		const expires = Number(query.get('Expires'));
		if (query.get('X-Sig') !== this.signature(path, expires)) return 'The signature does not match.';
		if (this.clock.now() / 1000 >= expires) return 'The URL has expired.';
		return undefined;
	}

	expireAll(): void {
		this.signingVersion++;
	}

	private signature(path: string, expires: number): string {
		return createHash('sha256').update(`${this.signingVersion} ${path} ${expires}`).digest('hex').slice(0, 40);
	}
}

function fileNameOf(project: Project): string {
	return project.file.fileName ?? `${project.key}.${project.medium === 'video' ? 'mp4' : project.medium}`;
}

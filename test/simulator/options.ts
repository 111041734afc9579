import type { Render, RenderState } from './renders';
import type { RequestRecord } from './recorder';

/** v2 is the classic editor and its API, v3 the current one. */
export type Generation = 'v2' | 'v3';

export interface Credentials {
	/** v2: sent as it is in `Authorization`. */
	apiKey: string;
	/** v3: exchanged, with the User Key, for an access token. */
	appId: string;
	userKey: string;
}

/** How a finished video is served. */
export interface FileSettings {
	/** Bytes; the clip (about 6.5 kB) is padded to this size. The clip as it is by default. */
	fileSize?: number;
	/** The last part of the URL's path, where it is percent-encoded; the project key and `.mp4` by default. */
	fileName?: string;
	/** Whether `Range` is obeyed; true by default. */
	ranges?: boolean;
	/** `changing` is a different strong one for each request; `strong` by default. */
	etag?: 'strong' | 'weak' | 'changing' | 'none';
	/** Whether there is a `Content-Length`; false sends chunked. True by default. */
	contentLength?: boolean;
	/** `video/mp4` by default. */
	contentType?: string;
}

export interface RenderSettings extends FileSettings {
	/** Simulated seconds to 100 %; random within `renderSeconds` by default. */
	seconds?: number;
	/** `linear` by default. */
	curve?: Render['curve'];
	/** Simulated seconds at 100 % before the video has a URL; 0 by default. */
	urlDelaySeconds?: number;
}

/** What the vendor documents in two ways, or not at all. */
export interface Variants {
	/** v2 export: `{success, data:{key}}` (code samples, the default) or `{success, cube_used, key}` (reference). */
	exportResponse: 'nested' | 'flat';
	/** v2 progress: `url` (tutorial, the default) or `videoUrl` (reference). */
	videoUrlField: 'url' | 'videoUrl';
	progressAs: 'number' | 'string';
	/** v3 lists and dropdowns: `data` is the list (the default), or contains it under its name. */
	lists: 'plain' | 'named';
	/** v3 `GET /auth` with an invalid token: `isAuthenticated: false` (the default), or a rejection. */
	authCheck: 'flag' | 'rejection';
	/** v3 states; only `exported` is documented. */
	stateNames: Record<RenderState, string>;
	/** Additional fields in every response. */
	extraFields: boolean;
}

export interface SimulatorOptions {
	/** Simulated seconds per real second; 1 by default. */
	speed?: number;
	/** The same seed returns the same keys and durations; 1 by default. */
	seed?: number;
	/** The shortest and longest render in simulated seconds; 60 to 600 by default. */
	renderSeconds?: [number, number];
	/** Real milliseconds since 1970; `Date.now` by default. */
	now?: () => number;
	/** Cubes or credits at the start; each scene exported costs one. 10,000 by default. */
	balance?: number;
	/** Simulated seconds until a v3 token expires; 24 hours by default, as documented. */
	tokenLifetimeSeconds?: number;
	/** Simulated seconds until a download URL expires; 24 hours by default (the vendor does not say). */
	urlLifetimeSeconds?: number;
	/**
	 * HTTP status of rejections. True: the one that fits. False: 200. Left out: 401 for credentials,
	 * 200 for all others.
	 */
	httpStatuses?: boolean;
	variants?: Partial<Omit<Variants, 'stateNames'>> & { stateNames?: Partial<Variants['stateNames']> };
	/** How videos are rendered and served; a project or `nextRender` can override it. */
	render?: RenderSettings;
	credentials?: Partial<Credentials>;
	/** Whether there are sample projects in both generations; false by default. */
	withSamples?: boolean;
	/** Ports; free ones by default. */
	apiPort?: number;
	filesPort?: number;
	/** A loopback name or address; 127.0.0.1 by default. */
	host?: string;
	/** Called when a request has been responded to, or its connection is closed. */
	onRequest?: (request: RequestRecord) => void;
}

export const DEFAULT_VARIANTS: Variants = {
	exportResponse: 'nested',
	videoUrlField: 'url',
	progressAs: 'number',
	lists: 'plain',
	authCheck: 'flag',
	stateNames: {
		draft: 'created',
		waiting: 'waiting',
		rendering: 'rendering',
		exported: 'exported',
		failed: 'failed',
	},
	extraFields: false,
};

export const ONE_DAY_SECONDS = 24 * 60 * 60;

import type { RenderState, Shape } from './renders';
import type { RequestRecord } from './recorder';

/** v2 is the classic editor and its API, v3 the present one. */
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
	/** Bytes; the clip (about 6.5 kB) is padded up to it. Without it the clip is served as it is. */
	fileSize?: number;
	/** The last part of the URL's path, percent-encoded there; the project key and `.mp4` by default. */
	fileName?: string;
	/** Whether `Range` is obeyed; true by default. */
	ranges?: boolean;
	/** `changing` is another strong one at each request; `strong` by default. */
	etag?: 'strong' | 'weak' | 'changing' | 'none';
	/** False sends chunked, without `Content-Length`; true by default. */
	contentLength?: boolean;
	/** `video/mp4` by default. */
	contentType?: string;
}

export interface RenderSettings extends FileSettings {
	/** Simulated seconds to 100 %; drawn from `renderSeconds` when left out. */
	seconds?: number;
	shape?: Shape;
	/** Simulated seconds at 100 % before there is a URL; 0 by default. */
	urlDelaySeconds?: number;
}

/** What the vendor documents in two ways, or not at all. */
export interface Variants {
	/** v2 export: `{success, data:{key}}` (code samples, the default) or `{success, cube_used, key}` (reference). */
	exportAnswer: 'nested' | 'flat';
	/** v2 progress: `url` (tutorial, the default) or `videoUrl` (reference). */
	videoUrlField: 'url' | 'videoUrl';
	progressAs: 'number' | 'string';
	/** v3 lists and dropdowns: `data` is the list (the default), or holds it under the plural of its name. */
	lists: 'plain' | 'named';
	/** v3 `GET /auth` with a bad token: `isAuthenticated: false` (the default), or a refusal. */
	authCheck: 'flag' | 'refusal';
	/** v3 states; only `exported` is documented. */
	stateNames: Record<RenderState, string>;
	/** Fields nobody asked for in every answer. */
	extraFields: boolean;
}

export interface SimulatorOptions {
	/** Simulated seconds per real second; 1 by default. */
	speed?: number;
	/** The same seed gives the same keys and durations; 1 by default. */
	seed?: number;
	/** The shortest and longest render in simulated seconds; 60 to 600 by default. */
	renderSeconds?: [number, number];
	/** Real milliseconds since 1970, `Date.now` by default: tests hand in a clock of their own. */
	now?: () => number;
	/** Cubes or credits at the start, one per scene exported; 10,000 by default. */
	balance?: number;
	/** Simulated seconds that a v3 token lives; 24 hours by default, as documented. */
	tokenLifetimeSeconds?: number;
	/** Simulated seconds that a download URL lives; 24 hours by default (the vendor does not say). */
	urlLifetimeSeconds?: number;
	/**
	 * True: every refusal has a fitting HTTP status. False: every refusal has HTTP 200.
	 * Left out: 401 for credentials, HTTP 200 for the rest.
	 */
	httpStatuses?: boolean;
	variants?: Partial<Omit<Variants, 'stateNames'>> & { stateNames?: Partial<Variants['stateNames']> };
	/** How videos are served and rendered unless a project or `nextRender` says otherwise. */
	render?: RenderSettings;
	credentials?: Partial<Credentials>;
	/** Designed projects in both generations from the start; false by default. */
	withSamples?: boolean;
	/** Ports; a free one by default. */
	apiPort?: number;
	filesPort?: number;
	/** A loopback name or address; 127.0.0.1 by default. */
	host?: string;
	/** Called when a request has been answered or its connection is gone. */
	onRequest?: (request: RequestRecord) => void;
}

export const DEFAULT_VARIANTS: Variants = {
	exportAnswer: 'nested',
	videoUrlField: 'url',
	progressAs: 'number',
	lists: 'plain',
	authCheck: 'flag',
	stateNames: {
		designed: 'created',
		waiting: 'waiting',
		rendering: 'rendering',
		exported: 'exported',
		failed: 'failed',
	},
	extraFields: false,
};

export const ONE_DAY_SECONDS = 24 * 60 * 60;

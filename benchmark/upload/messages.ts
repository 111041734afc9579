/** A simulator in a process of its own. */
export interface Server {
	/** Origin of the API. */
	url: string;
	appId: string;
	userKey: string;
}

/** What the client needs: the server, and files that are there. */
export interface Upload extends Server {
	file: string;
	/** A small file, to load and compile everything before the measurement. */
	warmUp: string;
}

/** What arrived last. */
export interface Arrived {
	bytes: number;
	sha256: string;
}

/** What is measured: the node in n8n's engine, a bare pipe to a file, or the file whole in memory first. */
export type Way = 'engine' | 'pipe' | 'buffer';

/** Where a finished video of a certain size is, in a simulator of its own process. */
export interface Source {
	/** Origin of the API. */
	url: string;
	apiKey: string;
	projectKey: string;
	videoUrl: string;
	/** A small one, to load and compile everything before the clock runs. */
	warmUp: { projectKey: string; videoUrl: string };
}

/** How one download went. */
export interface Measured {
	seconds: number;
	/** User and system time of the process. */
	cpuSeconds: number;
	bytes: number;
	/** Resident memory of the process in bytes: before, with everything loaded, and the most it ever was. */
	idle: number;
	peak: number;
}

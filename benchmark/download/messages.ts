/** What is measured: the node in n8n's engine, a plain pipe to a file, or a download into memory and then to a file. */
export type Method = 'engine' | 'pipe' | 'buffer';

/** A simulator in a process of its own, with a finished video of the measured size. */
export interface Server {
	/** Origin of the API. */
	url: string;
	apiKey: string;
	projectKey: string;
	videoUrl: string;
	/** A small video, to load and compile everything before the measurement. */
	warmUp: { projectKey: string; videoUrl: string };
}

/** One measured download. */
export interface Measurement {
	seconds: number;
	/** User and system time of the process. */
	cpuSeconds: number;
	bytes: number;
	/** Resident set size of the process, with everything loaded, before the download. */
	idleBytes: number;
	/** Its largest value during the download. */
	peakBytes: number;
}

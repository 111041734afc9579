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

import type { Project } from './projects';
import type { ReceivedForm } from './multipart';
import type { SimulatorState } from './state';

/** One endpoint of the API: its route and its handler. To add one, add an entry to `v2.ts` or `v3.ts`. */
export interface ApiEndpoint {
	method: 'GET' | 'POST' | 'DELETE';
	/** Behind the prefix of its generation; `:key` stands for a project key, `:name` for a project's name, `:template` for a template's ID. */
	path: string;
	/** Whether it takes requests without valid credentials; false by default. */
	isPublic?: boolean;
	/**
	 * Returns the whole JSON of a successful response.
	 * @throws ApiRejection
	 */
	handle(call: ApiCall, state: SimulatorState): object;
}

/** One request to the API, as its endpoint sees it. */
export interface ApiCall {
	/** The parts of the path that `:key` and `:name` stand for, decoded. */
	parameters: Record<string, string>;
	authorization: string | undefined;
	query: URLSearchParams;
	/** Parsed JSON; undefined when the body was not JSON, or its content type was another. */
	body: unknown;
	/** Undefined when the content type was another. */
	form: ReceivedForm | undefined;
	/** Set by the handler when it finds or makes a project, so that the record can name it. */
	project?: Project;
	/** Set by the handler when it made something that may cost money: a project, a speech, a translation. */
	created?: boolean;
}

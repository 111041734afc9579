import type { ErrorContext } from '../errors';
import { redact } from '../redact';

export type MediaKind = 'video' | 'audio';

/** A finished file at AI Studios, and what an error about its download says. */
export interface MediaFile {
	kind: MediaKind;
	/** What it is of, as part of a sentence: "project abc". */
	subject: string;
	/** How to get it nevertheless, in sentences. */
	errorDescription: string;
	context: ErrorContext;
}

export function videoOf(projectKey: string): MediaFile {
	return {
		kind: 'video',
		subject: `project ${projectKey}`,
		errorDescription: 'The video itself is finished and stays available at AI Studios: run AI Studios Wait and Download again with this project key.',
		context: { projectKey, progress: 100, state: 'complete' },
	};
}

/** The audio of a speech, which some generations give a project key and others only a file name. */
export function audioOf({ projectKey, fileName }: { projectKey?: string; fileName?: string }): MediaFile {
	const name = projectKey ?? fileName;
	return {
		kind: 'audio',
		subject: name === undefined ? 'the speech' : `speech ${redact(name)}`,
		errorDescription: 'The audio is paid for. Turn on Retry On Fail, or retry this execution from the list of executions: then it is downloaded without being created again.',
		context: projectKey === undefined ? {} : { projectKey },
	};
}

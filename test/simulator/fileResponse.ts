import { createHash } from 'crypto';

import { sliced, type Body } from './body';
import { ifRangeMatches, parseRange } from './ranges';
import { xmlError, type SimulatedResponse } from './response';
import type { Project } from './projects';
import type { SimulatorState } from './state';

export interface FileRequest {
	path: string;
	query: URLSearchParams;
	headers: Record<string, string | string[] | undefined>;
	/** Counted over all requests, so that a changing ETag never repeats. */
	index: number;
}

/** The response of object storage: signed URLs, no credentials, ranges as in RFC 9110. */
export function fileResponse(request: FileRequest, { projects, videoUrls }: SimulatorState): SimulatedResponse {
	if (request.headers.authorization !== undefined) {
		return xmlError(400, 'InvalidArgument', 'Send either a signature or an Authorization header, not both.');
	}
	const project = projects.find(videoUrls.keyIn(request.path) ?? '');
	if (!project) return xmlError(404, 'NoSuchKey', 'There is no such file.');
	const problem = videoUrls.problemWith(request.path, request.query);
	if (problem) return xmlError(403, 'AccessDenied', problem);
	const whole = wholeFile(project, request.index, projects.video(project));
	return project.file.ranges === false ? whole : requestedRange(whole, request);
}

function requestedRange(whole: SimulatedResponse, { headers }: FileRequest): SimulatedResponse {
	const { etag, 'last-modified': lastModified } = whole.headers;
	if (!ifRangeMatches(headers['if-range'] as string | undefined, etag, lastModified)) return whole;

	const size = whole.body.length;
	const range = parseRange(headers.range as string | undefined, size);
	if (!range) return whole;
	if (range === 'unsatisfiable') {
		const error = xmlError(416, 'InvalidRange', 'The file has no such bytes.');
		return { ...error, headers: { ...error.headers, 'content-range': `bytes */${size}` } };
	}
	const contentRange = `bytes ${range.start}-${range.end}/${size}`;
	return {
		...whole,
		status: 206,
		headers: { ...whole.headers, 'content-range': contentRange },
		body: sliced(whole.body, range.start, range.end + 1),
	};
}

const CONTENT_TYPES = { video: 'video/mp4', mp3: 'audio/mpeg', wav: 'audio/wav' };

function wholeFile(project: Project, requestIndex: number, video: Body): SimulatedResponse {
	const { file, render, medium } = project;
	const headers: Record<string, string> = {
		'content-type': file.contentType ?? CONTENT_TYPES[medium],
		'last-modified': new Date(render?.startedAt ?? 0).toUTCString(),
	};
	if (file.ranges !== false) headers['accept-ranges'] = 'bytes';
	const etag = etagOf(project, requestIndex);
	if (etag) headers.etag = etag;
	const delivery = file.contentLength === false ? { contentLength: 'none' as const } : {};
	return { status: 200, headers, body: video, delivery };
}

function etagOf({ key, name, file, fileVersion }: Project, requestIndex: number): string | undefined {
	const { etag = 'strong', fileSize = 0 } = file;
	if (etag === 'none') return undefined;
	const changing = etag === 'changing' ? ` ${requestIndex}` : '';
	const hash = createHash('sha256').update(`${key} ${name} ${fileVersion} ${fileSize}${changing}`).digest('hex');
	const quoted = `"${hash.slice(0, 32)}"`;
	return etag === 'weak' ? `W/${quoted}` : quoted;
}

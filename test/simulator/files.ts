import { createHash } from 'crypto';

import { xmlError, type Answer } from './answer';
import { sliced } from './body';
import { ifRangeHolds, readRange } from './ranges';
import type { Project } from './projects';
import type { World } from './world';

export interface FileRequest {
	path: string;
	query: URLSearchParams;
	headers: Record<string, string | string[] | undefined>;
	/** Counted over all requests, so that a changing ETag never repeats. */
	index: number;
}

/** The files origin: signed-looking URLs, no credentials, ranges as RFC 9110 has them. */
export function answerFile(request: FileRequest, world: World): Answer {
	if (request.headers.authorization !== undefined) {
		return xmlError(400, 'InvalidArgument', 'Send the signature or the header Authorization, not both.');
	}
	const project = world.projects.find(world.links.keyIn(request.path) ?? '');
	if (!project) return xmlError(404, 'NoSuchKey', 'There is no such file.');
	const refusal = world.links.refusalOf(request.path, request.query);
	if (refusal) return xmlError(403, 'AccessDenied', refusal);
	return project.file.ranges === false
		? wholeFile(project, request, world)
		: partOfFile(project, request, world);
}

function partOfFile(project: Project, request: FileRequest, world: World): Answer {
	const whole = wholeFile(project, request, world);
	const { etag, 'last-modified': lastModified } = whole.headers;
	const ifRange = request.headers['if-range'] as string | undefined;
	if (!ifRangeHolds(ifRange, etag, lastModified)) return whole;

	const size = whole.body.length;
	const range = readRange(request.headers.range as string | undefined, size);
	if (!range) return whole;
	if (range === 'unsatisfiable') {
		const refused = xmlError(416, 'InvalidRange', 'The file has no such bytes.');
		return { ...refused, headers: { ...refused.headers, 'content-range': `bytes */${size}` } };
	}
	const contentRange = `bytes ${range.start}-${range.end}/${size}`;
	return {
		...whole,
		status: 206,
		headers: { ...whole.headers, 'content-range': contentRange },
		body: sliced(whole.body, range.start, range.end + 1),
	};
}

function wholeFile(project: Project, request: FileRequest, world: World): Answer {
	const { file, render } = project;
	const headers: Record<string, string> = {
		'content-type': file.contentType ?? 'video/mp4',
		'last-modified': new Date(render?.startedAt ?? 0).toUTCString(),
	};
	if (file.ranges !== false) headers['accept-ranges'] = 'bytes';
	const etag = etagOf(project, request.index);
	if (etag) headers.etag = etag;
	const delivery = file.contentLength === false ? { declaredLength: 'none' as const } : {};
	return { status: 200, headers, body: world.projects.video(project), delivery };
}

function etagOf(project: Project, requestIndex: number): string | undefined {
	const { etag = 'strong', fileSize = 0 } = project.file;
	if (etag === 'none') return undefined;
	const identity = `${project.key} ${project.name} ${project.fileVersion} ${fileSize}`;
	const changing = etag === 'changing' ? ` ${requestIndex}` : '';
	const quoted = `"${createHash('sha256')
		.update(identity + changing)
		.digest('hex')
		.slice(0, 32)}"`;
	return etag === 'weak' ? `W/${quoted}` : quoted;
}

import { describeContentType } from './describeResponse';
import type { FilePart } from './service';
import type { Session } from './session';
import { mediaType, rangeHeaders, responseAction, videoOf } from './shipped';

const NAME = 'Download';
const RESUMED_NAME = 'Resumed download';
/** Where the second request resumes the download. */
const OFFSET = 1_024;
const STRONG_ETAG = /^"[^"]*"$/;

/* The documentation says nothing about downloads: what is expected is a file server that follows RFC 9110. */

/** The first bytes of a finished video, and the rest of it as after a broken connection; both without the credential. */
export async function checkDownload(session: Session, url: string | undefined): Promise<void> {
	if (url === undefined) {
		for (const name of [NAME, RESUMED_NAME]) session.skip(name, 'there is no finished video: name a rendered project with --project, or use --render');
		return;
	}
	const whole = await session.service.filePart(url, rangeHeaders({ offset: 0 })).catch(() => undefined);
	addWhole(session, whole);
	const etag = whole?.headers.etag;
	if (whole?.status !== 200 || etag === undefined || !STRONG_ETAG.test(etag)) return session.skip(RESUMED_NAME, 'that takes a file with a strong ETag');
	const state = { offset: OFFSET, etag, total: Number(whole.headers['content-length']) };
	const rest = await session.service.filePart(url, rangeHeaders(state)).catch(() => undefined);
	addRest(session, rest, rest !== undefined && responseAction(rest, state, Date.now()).kind === 'proceed');
}

function addWhole(session: Session, part: FilePart | undefined): void {
	const isVideo = part !== undefined && part.status === 200 && looksLikeVideo(part);
	session.add({
		name: NAME,
		expected: 'HTTP 200, video/mp4, Content-Length, Accept-Ranges: bytes, a strong ETag, an MP4 file',
		came: part === undefined ? 'no response' : `${describeHeaders(part)}, ${isVideo ? 'a video' : 'no video'}`,
		differences: part === undefined ? ['no response'] : differencesIn(part),
		isHandled: isVideo,
		nodes: isVideo ? 'download it' : 'reject it',
	});
}

function addRest(session: Session, part: FilePart | undefined, isResumed: boolean): void {
	session.add({
		name: RESUMED_NAME,
		expected: `HTTP 206, Content-Range from byte ${OFFSET} on`,
		came: part === undefined ? 'no response' : `HTTP ${part.status}, Content-Range ${isRightRange(part) ? 'as expected' : 'missing or another'}`,
		differences: part !== undefined && part.status === 206 && isRightRange(part) ? [] : ['the range is not obeyed'],
		isHandled: isResumed,
		nodes: isResumed ? 'resume a download that was interrupted' : 'start a download that was interrupted again',
	});
}

function differencesIn({ status, headers }: FilePart): string[] {
	const checks: Array<[what: string, isRight: boolean]> = [
		[`HTTP status ${status} instead of 200`, status === 200],
		[`${describeContentType(headers['content-type'])} instead of video/mp4`, /^video\/mp4\b/i.test(headers['content-type'] ?? '')],
		['no Content-Length', /^\d+$/.test(headers['content-length'] ?? '')],
		['no Accept-Ranges: bytes', headers['accept-ranges'] === 'bytes'],
		['no strong ETag', STRONG_ETAG.test(headers.etag ?? '')],
	];
	return checks.filter(([, isRight]) => !isRight).map(([what]) => what);
}

function describeHeaders({ status, headers }: FilePart): string {
	const etag = headers.etag === undefined ? 'no' : STRONG_ETAG.test(headers.etag) ? 'a strong' : 'a weak';
	const length = headers['content-length'] === undefined ? 'no ' : '';
	const ranges = headers['accept-ranges'] === 'bytes' ? 'Accept-Ranges: bytes' : 'no Accept-Ranges';
	return `HTTP ${status}, ${describeContentType(headers['content-type'])}, ${length}Content-Length, ${ranges}, ${etag} ETag`;
}

function isRightRange({ headers }: FilePart): boolean {
	return new RegExp(`^bytes ${OFFSET}-\\d+/\\d+$`).test(headers['content-range'] ?? '');
}

/** By its first bytes, as the nodes tell. */
function looksLikeVideo({ head, headers }: FilePart): boolean {
	try {
		mediaType(head.slice(0, 16), headers['content-type'] ?? '', videoOf(''));
		return true;
	} catch {
		return false;
	}
}

import { createHash } from 'node:crypto';
import type { Call, Reply } from './internet';
import type { StoredCredential } from './workflows';

const UPLOAD = '/upload/youtube/v3/videos';
const TOKEN = 'a token of YouTube';

export const YOUTUBE: StoredCredential = { id: 'youtube', name: 'YouTube' };

interface Upload {
	snippet: { title: string; description?: string };
	/** Bytes, as announced. */
	size: number;
	parts: Buffer[];
}

/** What stands in for YouTube: resumable uploads, as its Data API v3 describes them. */
export class YouTube {
	private readonly uploads: Upload[] = [];

	/** Data of a credential of type `youTubeOAuth2Api` that has been connected. */
	readonly credential = { clientId: 'none', clientSecret: 'none', oauthTokenData: { access_token: TOKEN, token_type: 'Bearer' } };

	/** Complete uploads, with the SHA-256 of their bytes. */
	get videos(): Array<{ title: string; hash: string }> {
		return this.uploads.filter(isComplete).map(({ snippet: { title }, parts }) => ({ title, hash: createHash('sha256').update(Buffer.concat(parts)).digest('hex') }));
	}

	respond = ({ method, url, headers, body }: Call): Reply => {
		if (url.pathname !== UPLOAD) return { status: 404, body: { error: { code: 404, message: `No such endpoint: ${url.pathname}` } } };
		if (method === 'PUT') return this.receive(Number(url.searchParams.get('upload_id')), String(headers['content-range']), body);
		if (headers.authorization !== `Bearer ${TOKEN}`) return { status: 401, body: { error: { code: 401, message: 'Not authorized' } } };
		const { snippet } = JSON.parse(body.toString()) as Pick<Upload, 'snippet'>;
		const id = this.uploads.push({ snippet, size: Number(headers['x-upload-content-length']), parts: [] }) - 1;
		return { headers: { location: `${url.origin}${UPLOAD}?upload_id=${id}` } };
	};

	/** `bytes 0-99/200` is followed by another part. */
	private receive(id: number, range: string, body: Buffer): Reply {
		const upload = this.uploads.at(id);
		const expected = upload && `bytes ${received(upload)}-${received(upload) + body.length - 1}/${upload.size}`;
		if (!upload || range !== expected) return { status: 400, body: { error: { code: 400, message: `${range} instead of ${expected}` } } };
		upload.parts.push(body);
		return isComplete(upload) ? { body: { id: `video-${id}`, snippet: upload.snippet } } : { status: 308, headers: { range: `bytes=0-${received(upload) - 1}` } };
	}
}

function received({ parts }: Upload): number {
	return parts.reduce((sum, { length }) => sum + length, 0);
}

function isComplete(upload: Upload): boolean {
	return received(upload) === upload.size;
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a test server reads its clips from disk; this file is not shipped */
import { createCipheriv, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { bodyOf, joined, repeated, type Body } from './body';
import { boxesOf, makeBox, shiftChunkOffsets, BOX_HEADER_BYTES } from './mp4Boxes';

/** Duration of each base clip. */
export const VIDEO_SECONDS = 2;

const CLIPS = ['dawn', 'sea', 'forest'].map((name) => readFileSync(join(__dirname, 'assets', `${name}.mp4`)));

/**
 * About 1 MiB of noise. Its length is a prime number, so that a part downloaded from the wrong
 * offset (by a chunk, a page or a megabyte) never happens to have the right bytes.
 */
const NOISE = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(1_048_573));
const MAX_32_BIT_BOX_BYTES = 2 ** 32 - 1;
const LONG_BOX_HEADER_BYTES = 16;

export interface VideoMetadata {
	key: string;
	name: string;
	/** Raised when the file behind a URL changes; the size stays the same up to version 9. */
	version: number;
}

/**
 * A playable MP4 that no other project has: a base clip with the metadata in a `free` box before the
 * index, and, when a size in bytes is given, a `free` box of noise at the end.
 */
export function makeVideo(metadata: VideoMetadata, fileSize?: number): Body {
	const digest = createHash('sha256').update(metadata.key).digest();
	const clip = withMetadata(CLIPS[digest[0] % CLIPS.length], metadata);
	if (fileSize === undefined) return bodyOf(clip);
	return joined(bodyOf(clip), padding(fileSize - clip.length, fileSize));
}

function withMetadata(clip: Buffer, metadata: VideoMetadata): Buffer {
	const [fileType, ...rest] = boxesOf(clip);
	const inserted = makeBox('free', Buffer.from(JSON.stringify(metadata), 'utf8'));
	const shifted = rest.map(({ type, bytes }) => (type === 'moov' ? shiftChunkOffsets(bytes, inserted.length) : bytes));
	return Buffer.concat([fileType.bytes, inserted, ...shifted]);
}

function padding(bytes: number, fileSize: number): Body {
	if (bytes < BOX_HEADER_BYTES) {
		throw new Error(`A video cannot have ${fileSize} bytes: the clip alone has more.`);
	}
	const long = bytes > MAX_32_BIT_BOX_BYTES;
	const header = Buffer.alloc(long ? LONG_BOX_HEADER_BYTES : BOX_HEADER_BYTES);
	header.writeUInt32BE(long ? 1 : bytes, 0);
	header.write('free', 4, 'latin1');
	if (long) header.writeBigUInt64BE(BigInt(bytes), 8);
	return joined(bodyOf(header), repeated(NOISE, bytes - header.length));
}

/** SHA-256 in hexadecimal digits, read chunk by chunk. */
export function hashOf(body: Body): string {
	const hash = createHash('sha256');
	for (const chunk of body.chunks(0, body.length)) hash.update(chunk);
	return hash.digest('hex');
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a test server reads its clips from disk; this file is not shipped */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { bodyOf, joined, repeated, type Body } from './body';
import { boxesOf, makeBox, shiftChunkOffsets, BOX_HEADER_BYTES } from './mp4Boxes';
import { seededRandom } from './random';

/** Seconds that each of the base clips plays. */
export const VIDEO_SECONDS = 2;

const CLIPS = ['dawn', 'sea', 'forest'].map((name) => readFileSync(join(__dirname, 'assets', `${name}.mp4`)));

/**
 * About 1 MiB of noise. Its length is a prime number, so that a piece fetched from the wrong place
 * (off by a chunk, a page or a megabyte) never happens to hold the right bytes.
 */
const NOISE_BYTES = 1_048_573;
const LARGEST_32_BIT_BOX = 2 ** 32 - 1;
const LONG_BOX_HEADER_BYTES = 16;

let noiseBlock: Buffer | undefined;

export interface VideoStamp {
	key: string;
	name: string;
	/** Raised when the file behind a URL changes; the size stays the same up to version 9. */
	version: number;
}

/**
 * A playable MP4 that no other project has: a base clip with the stamp in a `free` box in front of
 * the index, and, when a size in bytes is asked for, a `free` box of noise at the end.
 */
export function makeVideo(stamp: VideoStamp, fileSize?: number): Body {
	const digest = createHash('sha256').update(stamp.key).digest();
	const stamped = stampClip(CLIPS[digest[0] % CLIPS.length], JSON.stringify(stamp));
	if (fileSize === undefined) return bodyOf(stamped);
	return joined(bodyOf(stamped), padding(fileSize - stamped.length, fileSize));
}

function stampClip(clip: Buffer, text: string): Buffer {
	const [fileType, ...rest] = boxesOf(clip);
	const stamp = makeBox('free', Buffer.from(text, 'utf8'));
	const moved = rest.map((box) =>
		box.type === 'moov' ? shiftChunkOffsets(box.bytes, stamp.length) : box.bytes,
	);
	return Buffer.concat([fileType.bytes, stamp, ...moved]);
}

function padding(bytes: number, fileSize: number): Body {
	if (bytes < BOX_HEADER_BYTES) {
		throw new Error(`A video of ${fileSize} bytes is too small: the clip itself needs that much.`);
	}
	const long = bytes > LARGEST_32_BIT_BOX;
	const header = Buffer.alloc(long ? LONG_BOX_HEADER_BYTES : BOX_HEADER_BYTES);
	header.writeUInt32BE(long ? 1 : bytes, 0);
	header.write('free', 4, 'latin1');
	if (long) header.writeBigUInt64BE(BigInt(bytes), 8);
	return joined(bodyOf(header), repeated(noise(), bytes - header.length));
}

function noise(): Buffer {
	if (!noiseBlock) {
		const random = seededRandom(NOISE_BYTES);
		noiseBlock = Buffer.from(Uint8Array.from({ length: NOISE_BYTES }, () => random() * 256));
	}
	return noiseBlock;
}

/** SHA-256 in hexadecimal digits, read piece by piece. */
export function hashOf(body: Body): string {
	const hash = createHash('sha256');
	for (const chunk of body.chunks(0, body.length)) hash.update(chunk);
	return hash.digest('hex');
}

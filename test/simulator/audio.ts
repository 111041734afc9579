/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a test server reads its tone from disk; this file is not shipped */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const TONE = readFileSync(join(__dirname, 'assets', 'tone.mp3'));

const WAV_RATE_HZ = 8_000;
const WAV_SAMPLES = 2_000;
const TONE_HZ = 440;

/** A playable MP3 that no other speech has: a tone behind an ID3 tag with the metadata as a comment. */
export function makeMp3(metadata: object): Buffer {
	const comment = Buffer.concat([Buffer.from('\u0000eng\u0000', 'latin1'), Buffer.from(JSON.stringify(metadata), 'utf8')]);
	const frame = Buffer.concat([Buffer.from('COMM', 'latin1'), uint32(comment.length), Buffer.alloc(2), comment]);
	return Buffer.concat([Buffer.from('ID3\u0003\u0000\u0000', 'latin1'), syncSafe(frame.length), frame, TONE]);
}

/** A playable WAV of a quarter of a second, with the metadata as its comment; the classic API returns such files. */
export function makeWav(metadata: object): Buffer {
	const samples = Buffer.alloc(WAV_SAMPLES * 2);
	for (let index = 0; index < WAV_SAMPLES; index++) {
		samples.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * TONE_HZ * index) / WAV_RATE_HZ)), index * 2);
	}
	const format = Buffer.alloc(16);
	format.writeUInt16LE(1, 0); // PCM
	format.writeUInt16LE(1, 2); // mono
	format.writeUInt32LE(WAV_RATE_HZ, 4);
	format.writeUInt32LE(WAV_RATE_HZ * 2, 8);
	format.writeUInt16LE(2, 12);
	format.writeUInt16LE(16, 14);
	const comment = Buffer.concat([Buffer.from('INFO', 'latin1'), chunk('ICMT', Buffer.from(JSON.stringify(metadata), 'utf8'))]);
	return chunk('RIFF', Buffer.concat([Buffer.from('WAVE', 'latin1'), chunk('fmt ', format), chunk('data', samples), chunk('LIST', comment)]));
}

function chunk(name: string, content: Buffer): Buffer {
	const size = Buffer.alloc(4);
	size.writeUInt32LE(content.length);
	return Buffer.concat([Buffer.from(name, 'latin1'), size, content, Buffer.alloc(content.length % 2)]);
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}

/** Seven bits in each byte. */
function syncSafe(value: number): Buffer {
	return Buffer.from([21, 14, 7, 0].map((shift) => (value >> shift) & 0x7f));
}


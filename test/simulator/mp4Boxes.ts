/** The size and type at the start of every MP4 box (ISO/IEC 14496-12, 4.2). */
export const BOX_HEADER_BYTES = 8;

export interface Mp4Box {
	type: string;
	/** The whole box, header included. */
	bytes: Buffer;
}

const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);
const CHUNK_COUNT_AT = BOX_HEADER_BYTES + 4;
const CHUNK_OFFSETS_AT = BOX_HEADER_BYTES + 8;

/** The boxes that follow one another in a file or in a box's content. */
export function boxesOf(content: Buffer): Mp4Box[] {
	const boxes: Mp4Box[] = [];
	for (let at = 0; at + BOX_HEADER_BYTES <= content.length; ) {
		const size = content.readUInt32BE(at);
		const type = content.toString('latin1', at + 4, at + BOX_HEADER_BYTES);
		if (size < BOX_HEADER_BYTES || at + size > content.length) {
			throw new Error(`The MP4 box "${type}" at byte ${at} does not fit in its file.`);
		}
		boxes.push({ type, bytes: content.subarray(at, at + size) });
		at += size;
	}
	return boxes;
}

export function makeBox(type: string, content: Buffer): Buffer {
	const header = Buffer.alloc(BOX_HEADER_BYTES);
	header.writeUInt32BE(BOX_HEADER_BYTES + content.length, 0);
	header.write(type, 4, 'latin1');
	return Buffer.concat([header, content]);
}

/** A copy of a `moov` box whose chunks are `bytes` further into the file. */
export function shiftChunkOffsets(moov: Buffer, bytes: number): Buffer {
	const copy = Buffer.from(moov);
	shiftInPlace({ type: 'moov', bytes: copy }, bytes);
	return copy;
}

function shiftInPlace(box: Mp4Box, bytes: number): void {
	if (CONTAINERS.has(box.type)) {
		for (const inner of boxesOf(box.bytes.subarray(BOX_HEADER_BYTES))) shiftInPlace(inner, bytes);
	}
	if (box.type !== 'stco') return;
	const count = box.bytes.readUInt32BE(CHUNK_COUNT_AT);
	for (let index = 0; index < count; index++) {
		const at = CHUNK_OFFSETS_AT + index * 4;
		box.bytes.writeUInt32BE(box.bytes.readUInt32BE(at) + bytes, at);
	}
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports -- keeps screenshots; not shipped */
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ARTIFACTS, IMAGES } from './paths';

/** Of a picture in the README. */
const MAX_IMAGE_BYTES = 150_000;

/** Keeps screenshots for the README. */
export async function keepPictures(names: string[]): Promise<void> {
	await mkdir(IMAGES, { recursive: true });
	for (const name of names) {
		const file = join(ARTIFACTS, name);
		const { size } = await stat(file);
		if (size > MAX_IMAGE_BYTES) throw new Error(`${name} has ${size} bytes, more than ${MAX_IMAGE_BYTES}.`);
		await copyFile(file, join(IMAGES, name));
	}
}

import axios from 'axios';
import type { V3Account } from './v3Flow';

/** What the reader of the guide puts in the place of the designer's own. */
export interface Replacements {
	imageUrl: string;
	text: string;
	firstSceneLine: string;
	secondSceneSecondLine: string;
}

interface DesignedScene {
	clips: Array<Record<string, unknown>>;
	scripts: Array<{ org: string }>;
}

/**
 * The steps of the vendor's v3 guide to projects made in advance, in our own words and without anything of
 * this package: read the project, find tagged clips and lines, replace them, export, poll, download. Where
 * the guide's code and its tables name another field for an image, the tables count.
 */
export async function designedFlow({ server, appId, userKey }: V3Account, projectId: string, replaced: Replacements, pause: () => Promise<void>): Promise<Buffer> {
	const api = `${server}/api/odin/v3`;
	const token = (await axios.post(`${api}/auth/token`, { appId, userKey })).data.data.token;
	const headers = { Authorization: token };

	const { project } = (await axios.get(`${api}/editor/project/${projectId}`, { headers })).data.data;
	const [first, second] = project.scenes as DesignedScene[];
	for (const clip of first.clips) {
		if (clip.tag === 'parrot-image') clip.source_url = replaced.imageUrl;
		if (clip.tag === 'parrot-text') clip.text = replaced.text;
	}
	first.scripts[0].org = replaced.firstSceneLine;
	second.scripts[1].org = replaced.secondSceneSecondLine;

	const body = { name: project.name, orientation: project.orientation, scenes: project.scenes };
	const exported = (await axios.post(`${api}/editor/project`, body, { headers })).data.data.projectId;
	for (;;) {
		const { progress, downloadUrl } = (await axios.get(`${api}/editor/progress/${exported}`, { headers })).data.data;
		if (progress >= 100 && downloadUrl) return Buffer.from((await axios.get(downloadUrl, { responseType: 'arraybuffer' })).data);
		await pause();
	}
}

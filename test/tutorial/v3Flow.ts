import axios from 'axios';

export interface V3Account {
	server: string;
	appId: string;
	userKey: string;
}

/** The flow the vendor documents for v3, as plainly as its reader would write it. */
export async function v3Flow({ server, appId, userKey }: V3Account, project: object, pause: () => Promise<void>): Promise<Buffer> {
	const api = `${server}/api/odin/v3`;

	const exchange = await axios.post(`${api}/auth/token`, { appId, userKey });
	const headers = { Authorization: exchange.data.data.token };

	const exported = await axios.post(`${api}/editor/project`, project, { headers });
	const { projectId } = exported.data.data;

	for (;;) {
		const { data } = await axios.get(`${api}/editor/progress/${projectId}`, { headers });
		const { progress, downloadUrl } = data.data;
		if (progress >= 100 && downloadUrl) {
			const video = await axios.get(downloadUrl, { responseType: 'arraybuffer' });
			return Buffer.from(video.data);
		}
		await pause();
	}
}

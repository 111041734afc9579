import type { Generation } from './options';
import type { Simulator } from './simulator';

/** A response as tests read it; `json` is loosely typed on purpose. */
export interface ApiResponse {
	status: number;
	headers: Headers;
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read responses of any structure
	json: any;
}

/** Calls the API directly, without the client. */
export async function callApi(
	simulator: Simulator,
	generation: Generation,
	method: 'GET' | 'POST' | 'DELETE',
	path: string,
	body?: unknown,
	authorization?: string,
): Promise<ApiResponse> {
	const prefix = generation === 'v2' ? '/api/odin' : '/api/odin/v3';
	const response = await fetch(`${simulator.url}${prefix}${path}`, {
		method,
		headers: {
			'content-type': 'application/json',
			...(authorization !== undefined && { authorization }),
		},
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	return { status: response.status, headers: response.headers, json: await response.json() };
}

export const callV2 = async (simulator: Simulator, method: 'GET' | 'POST', path: string, body?: unknown) =>
	await callApi(simulator, 'v2', method, path, body, simulator.credentials.apiKey);

export const callV3 = async (
	simulator: Simulator,
	token: string,
	method: 'GET' | 'POST' | 'DELETE',
	path: string,
	body?: unknown,
) => await callApi(simulator, 'v3', method, path, body, token);

/** Sends a form to v3. */
export async function callV3Form(
	simulator: Simulator,
	token: string,
	path: string,
	parts: Record<string, string | File | File[]>,
): Promise<ApiResponse> {
	const form = new FormData();
	for (const [name, value] of Object.entries(parts)) {
		for (const part of [value].flat()) form.append(name, part as string);
	}
	const response = await fetch(`${simulator.url}/api/odin/v3${path}`, { method: 'POST', headers: { authorization: token }, body: form });
	return { status: response.status, headers: response.headers, json: await response.json() };
}

/** Exchanges the simulator's App ID and User Key for a token. */
export async function exchangeToken(simulator: Simulator): Promise<string> {
	const { appId, userKey } = simulator.credentials;
	const { json } = await callApi(simulator, 'v3', 'POST', '/auth/token', { appId, userKey });
	return json.data.token;
}

/** Exports with a plain request; the timeout is long by default, because the machine may be busy. */
export async function fetchExport(simulator: Simulator, timeoutMs = 20_000): Promise<Response> {
	return await fetch(`${simulator.url}/api/odin/editor/project`, {
		method: 'POST',
		headers: { authorization: simulator.credentials.apiKey, 'content-type': 'application/json' },
		body: JSON.stringify({ scenes: scenesV2() }),
		signal: AbortSignal.timeout(timeoutMs),
	});
}

/** An export as a client sees it: status and text, or 'lost' when no complete response arrives within a second. */
export async function exportResult(simulator: Simulator): Promise<[number, string] | 'lost'> {
	try {
		const response = await fetchExport(simulator, 1_000);
		return [response.status, await response.text()];
	} catch {
		return 'lost';
	}
}

/** The URL of a finished v2 project's video. */
export async function videoUrlOf(simulator: Simulator, key: string): Promise<string> {
	return (await callV2(simulator, 'GET', `/editor/progress/${key}`)).json.data.url;
}

/** Three scenes like the tutorial's: an intro, an avatar in front of a background, an outro. */
export function scenesV2(script = 'Hello there.') {
	const video = (name: string) => ({
		clips: [
			{
				type: 'userVideo',
				detail: { url: `http://localhost/${name}.mp4`, scaleX: 1, scaleY: 1, layer: 511 },
			},
		],
	});
	const avatar = {
		AIModel: {
			model: 'M000000001',
			clothes: 'BG00000101',
			language: 'en',
			script,
			locationX: 0.28,
			layer: 509,
		},
		clips: [{ type: 'background', detail: { url: 'http://localhost/background.png' } }],
	};
	return [video('intro'), avatar, video('outro')];
}

export function scenesV3(script = 'Hello there.') {
	const avatar = {
		id: 'clip-1',
		type: 'aiModel',
		layer: 4,
		model: { ai_name: 'M000000001' },
		script: { org: script },
	};
	return [
		{
			sceneIdx: 0,
			scripts: [{ org: script, modelId: 'M000000001', clothId: 'BG00000101' }],
			clips: [avatar],
		},
	];
}

/** A clock that only `advance` moves; `now` is for the simulator's options. */
export function manualClock() {
	let milliseconds = Date.UTC(2030, 0, 1);
	return {
		now: () => milliseconds,
		advance: (seconds: number) => {
			milliseconds += seconds * 1000;
		},
	};
}

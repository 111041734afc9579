import type { Simulator } from '../simulator';
import { AVATARS, DROPDOWN_MODELS, WORKSPACES } from '../simulator/samples/catalogue';
import { sampleProjects } from '../simulator/samples/projects';

/** The words that the check itself uses, which some clips have as values too. */
const WORDS_OF_THE_CHECK = new Set(['text', 'image', 'none', 'video', 'background', 'model', 'exported', 'color', 'landscape', 'normal', 'center', 'left']);
const MIN_LENGTH = 4;

/** What a report must not contain but does: credentials, tokens, keys, IDs, names, URLs and the texts of all scenes. */
export function privateTextsIn(report: string, simulator: Simulator): string[] {
	const { url, filesUrl, credentials, requests } = simulator;
	const sent = requests.flatMap(({ headers, query, projectKey, body }) => [headers.authorization, query, projectKey, body]);
	const texts = textsIn([url, filesUrl, credentials, sent, sampleProjects(filesUrl), AVATARS, DROPDOWN_MODELS, WORKSPACES]);
	const isPrivate = (text: string) => text.length >= MIN_LENGTH && !WORDS_OF_THE_CHECK.has(text);
	return [...new Set(texts)].filter((text) => isPrivate(text) && containsWord(report, text));
}

function containsWord(report: string, text: string): boolean {
	const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').test(report);
}

function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

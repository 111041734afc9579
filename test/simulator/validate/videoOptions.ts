import { ApiRejection } from '../rejection';
import { AUTOMATION_TEMPLATES, DROPDOWN_MODELS } from '../samples/catalogue';
import { ifPresent, requireFilledText, requireObject, requireOneOf } from './fields';

const DURATIONS = [30, 60, 90, 120, 150, 180];
const MEDIA = ['search', 'free', 'premium', 'generative'];
const STYLES = ['realistic', 'digitalPainting', 'sketch', 'oilPainting', 'pixelArt', 'watercolor', 'lowPoly', 'cyberpunk', 'fantasy', 'anime'];
const ALL_TOOLS = ['language', 'objective', 'audience', 'tone', 'speed', 'media', 'useGenerativeHighQuality', 'style', 'templateId', 'model', 'voiceOnly'];

/**
 * The options of the video tools as the reference has them.
 *
 * @param more the options that only some tools have
 */
export function checkVideoOptions(value: unknown, more: string[]): void {
	if (value === undefined) return;
	const options = requireObject(value, 'options');
	const unknown = Object.keys(options).find((name) => ![...ALL_TOOLS, ...more].includes(name));
	if (unknown !== undefined) throw new ApiRejection(`There is no option "${unknown}".`);
	ifPresent(options, 'language', () => requireMatch(options.language, /^[a-z]{2}$/, 'options.language must be a code of ISO 639-1'));
	ifPresent(options, 'duration', () => require(DURATIONS.includes(options.duration as number), `options.duration must be one of ${DURATIONS.join(', ')}`));
	ifPresent(options, 'scriptOption', () => requireOneOf(options, 'scriptOption', ['ai', 'original'], 'options'));
	for (const name of ['objective', 'audience', 'tone']) ifPresent(options, name, () => requireFilledText(options, name, 'options'));
	ifPresent(options, 'speed', () => require(typeof options.speed === 'number' && options.speed >= 0.5 && options.speed <= 1.5, 'options.speed must be 0.5 to 1.5'));
	ifPresent(options, 'media', () => requireOneOf(options, 'media', MEDIA, 'options'));
	for (const name of ['style', 'useGenerativeHighQuality']) ifPresent(options, name, () => require(options.media === 'generative', `options.${name} is valid only with generative media`));
	ifPresent(options, 'style', () => requireOneOf(options, 'style', STYLES, 'options'));
	for (const name of ['useGenerativeHighQuality', 'voiceOnly']) ifPresent(options, name, () => require(typeof options[name] === 'boolean', `options.${name} must be true or false`));
	ifPresent(options, 'templateId', () => require(AUTOMATION_TEMPLATES.some(({ id }) => id === options.templateId), `There is no template "${String(options.templateId)}"`));
	ifPresent(options, 'model', () => require(DROPDOWN_MODELS.some(({ id }) => id === options.model), `There is no model "${String(options.model)}"`));
}

function require(isValid: boolean, message: string): void {
	if (!isValid) throw new ApiRejection(`${message}.`);
}

function requireMatch(value: unknown, pattern: RegExp, message: string): void {
	require(typeof value === 'string' && pattern.test(value), message);
}

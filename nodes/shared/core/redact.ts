import { respellCanceled } from './errors';

/** Keys and tokens of AI Studios are JWTs. */
const JWT = /\bey[\w-]{6,}\.[\w-]+\.[\w-]*/g;

/** Hiding shorter secrets would hide ordinary words. */
const MIN_SECRET_LENGTH = 4;

/** Characters that are read; a response of megabytes must not cost seconds. */
const MAX_INPUT_LENGTH = 10_000;
const MAX_OUTPUT_LENGTH = 500;

/**
 * Makes a text from outside fit to be shown: hides known secrets, everything behind the `?` of a URL
 * and user names in front of its host, and keeps it short.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
	const hidden = secrets
		.filter((secret) => secret.length >= MIN_SECRET_LENGTH)
		.sort((one, other) => other.length - one.length)
		.reduce((shown, secret) => shown.replaceAll(secret, '***'), text.slice(0, MAX_INPUT_LENGTH));
	const shown = hidden
		.replace(JWT, '***')
		.replace(/([a-z]+:\/\/[^\s?"<>#]*)[?#][^\s"<>]*/gi, '$1')
		.replace(/\?[^\s"<>?=]+=[^\s"<>]*/g, '')
		.replace(/([a-z]+:\/\/)[^\s/"<>]*@/gi, '$1***@')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, MAX_OUTPUT_LENGTH);
	return respellCanceled(shown);
}

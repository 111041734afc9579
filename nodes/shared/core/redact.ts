/** Keys and tokens of AI Studios are JWTs. */
const JWT = /\bey[\w-]{6,}\.[\w-]+\.[\w-]*/g;

/** Shorter secrets would blot out ordinary words. */
const SHORTEST_SECRET = 4;

/** Characters that are looked at; an answer of megabytes must not cost seconds. */
const LONGEST_LOOKED_AT = 10_000;
const LONGEST_SHOWN = 500;

/**
 * Makes a text from outside fit to be shown: known secrets, everything behind the `?` of a URL and
 * names in front of its host go, and it is kept short.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
	const looked = text.slice(0, LONGEST_LOOKED_AT);
	const hidden = secrets
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.sort((one, other) => other.length - one.length)
		.reduce((shown, secret) => shown.replaceAll(secret, '***'), looked);
	const shown = hidden
		.replace(JWT, '***')
		.replace(/([a-z]+:\/\/[^\s?"<>#]*)[?#][^\s"<>]*/gi, '$1')
		.replace(/\?[^\s"<>?=]+=[^\s"<>]*/g, '')
		.replace(/([a-z]+:\/\/)[^\s/"<>]*@/gi, '$1***@')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, LONGEST_SHOWN);
	return uncanceled(shown);
}

/** n8n takes an error whose message says "canceled" for a cancelled execution: the word is respelled. */
export function uncanceled(message: string): string {
	return message.replace(/cancel(?=ed)/gi, '$&l');
}

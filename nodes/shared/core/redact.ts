/** Keys and tokens of AI Studios are JWTs. */
const JWT = /\bey[\w-]{6,}\.[\w-]+\.[\w-]*/g;

/** Shorter secrets would blot out ordinary words. */
const SHORTEST_SECRET = 4;

/**
 * Makes a text from outside fit to be shown: known secrets and everything behind the `?` of a
 * URL go, and it is kept short. "canceled" is respelled: n8n marks a whole execution as canceled
 * when an error says that word.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
	const hidden = secrets
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
	return hidden
		.replace(JWT, '***')
		.replace(/(https?:\/\/)[^\s/@"'<>]*@/gi, '$1***@')
		.replace(/(https?:\/\/[^\s?"'<>#]*)[?#][^\s"'<>]*/gi, '$1')
		.replace(/cancel(?=ed)/gi, '$&l')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, 500);
}

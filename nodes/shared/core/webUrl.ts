/** Whether a text is an address that http or https can reach. */
export function isWebUrl(text: string): boolean {
	return /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** Fields of a scene that are spoken, shown or opened as a URL; v2 and v3. */
const TEXT_FIELDS: ReadonlySet<string> = new Set(['script', 'textSource', 'url', 'org', 'tts', 'text', 'source_url', 'video_url', 'name']);

/** Whether only a text makes sense in this field, and never a list, an object, true or false. */
export function takesTextOnly(field: string): boolean {
	return TEXT_FIELDS.has(field);
}

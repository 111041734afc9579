import { AiStudiosError } from '../errors';
import { isEmpty, kindOf } from '../json';
import { redact } from '../redact';

const MAX_KEY_LENGTH = 200;
/** Control and invisible characters, spaces, and punctuation of URLs and paths. */
const FORBIDDEN_IN_KEY = /[\p{C}\p{Z}/\\?#%]/u;

/**
 * A project key (v2) or project ID (v3) as text.
 * @throws AiStudiosError (input) when it is missing, or could reach another place than its project.
 */
export function checkedProjectKey(value: unknown): string {
	const isText = typeof value === 'string' || typeof value === 'number';
	if (!isText && value !== undefined && value !== null) {
		throw new AiStudiosError('input', `The project key must be text, but it is ${kindOf(value)}`, 'Select the one field that holds the project key, for example {{ $json.projectKey }}.');
	}
	const key = isText ? String(value).trim() : '';
	if (key === '') {
		throw new AiStudiosError(
			'input',
			'The project key is empty',
			'Connect this node to AI Studios Export Project, or enter the key of a project in Project Key.',
		);
	}
	if (!isKey(key)) {
		throw new AiStudiosError(
			'input',
			`"${displayable(key)}" is not a project key`,
			'A project key is the short code that AI Studios Export Project returns, without slashes or spaces.',
		);
	}
	return key;
}

/**
 * The folder ID of a translation as text.
 * @throws AiStudiosError (input) when it is missing, or cannot be one
 */
export function checkedFolderId(value: unknown): string {
	const isText = typeof value === 'string' || typeof value === 'number';
	const id = isText ? String(value).trim() : '';
	if (id !== '' && isKey(id)) return id;
	const problem = isText || isEmpty(value) ? (id === '' ? 'is empty' : 'is not one of AI Studios') : `must be text, but it is ${kindOf(value)}`;
	throw new AiStudiosError('input', `The folder ID ${problem}`, 'Enter the folder ID that Translation: Create returned, for example {{ $json.folderId }}.');
}

function isKey(text: string): boolean {
	return text.length <= MAX_KEY_LENGTH && !FORBIDDEN_IN_KEY.test(text) && !/^\.+$/.test(text);
}

/** A key or a name as one part of a path; half a surrogate pair cannot be encoded and is replaced. */
export function inPath(part: string): string {
	return encodeURIComponent(part.replace(/\p{Cs}/gu, '�'));
}

/** It may be a signed URL entered instead of a key, and hold anything. */
function displayable(key: string): string {
	return redact(key).slice(0, 60).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '�');
}

import { ApiRejection } from '../rejection';
import type { ReceivedForm } from '../multipart';

/** @throws ApiRejection when the request had no form, or a broken one */
export function requireForm(form: ReceivedForm | undefined): ReceivedForm {
	if (!form) throw new ApiRejection('The content type must be multipart/form-data.');
	if (form.problem !== undefined) throw new ApiRejection(form.problem);
	return form;
}

/** Rejects fields that are not documented, and empty ones. */
export function checkFormFields({ fields }: ReceivedForm, allowed: string[]): void {
	for (const [name, value] of Object.entries(fields)) {
		if (!allowed.includes(name)) throw new ApiRejection(`There is no field "${name}".`);
		if (value.trim() === '') throw new ApiRejection(`${name} is empty.`);
	}
}

export function checkOptionalBooleans({ fields }: ReceivedForm, names: string[]): void {
	for (const name of names) {
		if (!['true', 'false', undefined].includes(fields[name])) throw new ApiRejection(`${name} must be true or false.`);
	}
}

/**
 * Checks the files by the extensions of their names.
 *
 * @param extensions the allowed ones, by the name of the form field
 */
export function checkFiles({ files }: ReceivedForm, extensions: Record<string, string[]>): void {
	for (const { field, fileName, bytes } of files) {
		if (!(field in extensions)) throw new ApiRejection(`There is no file "${field}".`);
		const extension = fileName.split('.').pop()?.toLowerCase() ?? '';
		if (!extensions[field].includes(extension)) throw new ApiRejection(`${field}: files of type "${extension}" are not supported.`);
		if (bytes === 0) throw new ApiRejection(`${field}: the file is empty.`);
	}
}

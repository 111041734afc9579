import { AiStudiosError } from './errors';

/** What a file is uploaded for. */
export type UploadPurpose = 'document' | 'slides' | 'video' | 'subtitles';

/**
 * What AI Studios takes. Pages "Docs to Video", "Create project from PDF/PPT" and "Export AI Dubbing",
 * 2026-05; the last names no types of videos, so those are the usual ones.
 */
const EXTENSIONS: Record<UploadPurpose, string[]> = {
	document: ['txt', 'pdf', 'xls', 'xlsx', 'doc', 'docx', 'ppt', 'pptx'],
	slides: ['pdf', 'ppt', 'pptx'],
	video: ['mp4', 'mov', 'm4v', 'webm', 'mkv', 'avi', 'mpg', 'mpeg', 'wmv'],
	subtitles: ['srt'],
};

const EXTENSION_OF_TYPE: Record<string, string> = {
	'text/plain': 'txt',
	'application/pdf': 'pdf',
	'application/vnd.ms-excel': 'xls',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
	'application/msword': 'doc',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
	'application/vnd.ms-powerpoint': 'ppt',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
	'video/mp4': 'mp4',
	'video/quicktime': 'mov',
	'video/webm': 'webm',
	'video/x-matroska': 'mkv',
	'application/x-subrip': 'srt',
};

/**
 * The name under which a file is uploaded: its own, with the extension of its MIME type when it has none.
 * @throws AiStudiosError (input) when AI Studios does not take such a file
 */
export function uploadName(fileName: string, mimeType: string, purpose: UploadPurpose): string {
	const name = fileName.trim() || purpose;
	const [, extension = ''] = /\.(\w{1,5})$/.exec(name) ?? [];
	const accepted = EXTENSIONS[purpose];
	if (accepted.includes(extension.toLowerCase())) return name;
	const [type] = mimeType.toLowerCase().split(';');
	const typeExtension = EXTENSION_OF_TYPE[type.trim()];
	if (extension === '' && accepted.includes(typeExtension)) return `${name}.${typeExtension}`;
	throw new AiStudiosError(
		'input',
		`The file ${name} (${mimeType || 'of unknown type'}) cannot be used as ${purpose === 'slides' || purpose === 'subtitles' ? purpose : `a ${purpose}`}`,
		`AI Studios takes files with one of these extensions: ${accepted.join(', ')}. Convert the file, or select another one. This item was not sent to AI Studios.`,
	);
}

import { uploadName, type UploadPurpose } from '../../nodes/shared/core/uploadType';

/** Pages "Docs to Video", "Create project from PDF/PPT" and "Export AI Dubbing", 2026-05; of videos the usual ones. */
const ACCEPTED: Record<UploadPurpose, string> = {
	document: 'txt, pdf, xls, xlsx, doc, docx, ppt, pptx',
	slides: 'pdf, ppt, pptx',
	video: 'mp4, mov, m4v, webm, mkv, avi, mpg, mpeg, wmv',
	subtitles: 'srt',
};
const rows = Object.entries(ACCEPTED).flatMap(([purpose, list]) => list.split(', ').map((extension) => [purpose as UploadPurpose, extension] as const));

test.each(rows)('for %s a file keeps its name with the extension %s', (purpose, extension) => {
	expect(uploadName(`a.b.${extension}`, '', purpose)).toBe(`a.b.${extension}`);
	expect(uploadName(` A.${extension.toUpperCase()} `, 'image/png', purpose)).toBe(`A.${extension.toUpperCase()}`);
});

const OFFICE = 'application/vnd.openxmlformats-officedocument.';

test.each<[UploadPurpose, mimeType: string, extension: string]>([
	['document', 'text/plain; charset=utf-8', 'txt'],
	['document', 'Application/PDF', 'pdf'],
	['document', 'application/vnd.ms-excel', 'xls'],
	['document', `${OFFICE}spreadsheetml.sheet`, 'xlsx'],
	['document', 'application/msword ; x', 'doc'],
	['document', `${OFFICE}wordprocessingml.document`, 'docx'],
	['slides', 'application/vnd.ms-powerpoint', 'ppt'],
	['slides', `${OFFICE}presentationml.presentation`, 'pptx'],
	['video', 'video/mp4', 'mp4'],
	['video', 'video/quicktime', 'mov'],
	['video', 'video/webm', 'webm'],
	['video', 'video/x-matroska', 'mkv'],
	['subtitles', 'application/x-subrip', 'srt'],
])('for %s a file of the type %s without an extension gets .%s', (purpose, mimeType, extension) => {
	expect(uploadName('talk', mimeType, purpose)).toBe(`talk.${extension}`);
	expect(uploadName(' ', mimeType, purpose)).toBe(`${purpose}.${extension}`);
});

test.each<[UploadPurpose, fileName: string, mimeType: string, message: string]>([
	['document', 'a.png', 'application/pdf', 'The file a.png (application/pdf) cannot be used as a document'],
	['document', 'a.pdf.zip', '', 'The file a.pdf.zip (of unknown type) cannot be used as a document'],
	['document', 'a', 'video/mp4', 'The file a (video/mp4) cannot be used as a document'],
	['slides', 'a.doc', 'application/pdf', 'The file a.doc (application/pdf) cannot be used as slides'],
	['video', 'holiday', '', 'The file holiday (of unknown type) cannot be used as a video'],
	['subtitles', 'a.txt', 'text/plain', 'The file a.txt (text/plain) cannot be used as subtitles'],
])('for %s %s (%s) is rejected before anything is sent', (purpose, fileName, mimeType, message) => {
	expect(() => uploadName(fileName, mimeType, purpose)).toThrow(expect.objectContaining({
		code: 'input',
		message,
		description: `AI Studios takes files with one of these extensions: ${ACCEPTED[purpose]}. Convert the file, or select another one. This item was not sent to AI Studios.`,
	}) as Error);
});

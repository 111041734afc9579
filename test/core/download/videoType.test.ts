import { videoType } from '../../../nodes/shared/core/download/videoType';
import { AiStudiosError } from '../../../nodes/shared/core/errors';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const box = (brand: string) => bytes(`\x00\x00\x00\x18ftyp${brand}\x00\x00\x02\x00`);

test.each<[string, Uint8Array, string, string]>([
	['an MP4', box('isom'), 'video/mp4', '.mp4'],
	['an MP4 that is said to be a stream of bytes', box('mp42'), 'application/octet-stream', '.mp4'],
	['an MP4 that is said to be a web page', box('isom'), 'text/html', '.mp4'],
	['an MP4 without a content type', box('isom'), '', '.mp4'],
	['a QuickTime video', box('qt  '), '', '.mov'],
	['a QuickTime video by its content type', bytes('\x00\x00\x00\x08wide\x00\x00\x00\x00mdat'), 'video/quicktime', '.mov'],
	['a WebM', bytes('\x1a\x45\xdf\xa3\x01\x00'), 'video/mp4', '.webm'],
	['a WebM by its content type', bytes('\x00\x01\x02'), 'video/webm', '.webm'],
	['a video in an unknown format', bytes('\x00\x00\x01\xba\x44\x00'), 'video/mp4', '.mp4'],
	['readable bytes that are said to be a video', bytes('a video, it says'), 'video/mp4', '.mp4'],
	['a file of three bytes', bytes('\x00\x01\x02'), '', '.mp4'],
])('%s is a video', (_what, head, contentType, extension) => {
	expect(videoType(head, contentType, 'p1').extension).toBe(extension);
	expect(videoType(head, contentType, 'p1').mimeType).toMatch(/^video\//);
});

test.each<[string, Uint8Array, string, string]>([
	['nothing', bytes(''), 'video/mp4', 'an empty file'],
	['a web page', bytes('<!DOCTYPE html><h'), 'text/html', 'a web page or an XML response'],
	['a web page that is said to be a video', bytes('<html><body>'), 'video/mp4', 'a web page or an XML response'],
	['a page behind spaces and a byte order mark', bytes('\xef\xbb\xbf \r\n <html>'), '', 'a web page or an XML response'],
	['an XML error of object storage', bytes('<?xml version="1.0'), 'application/xml', 'a web page or an XML response'],
	['a page that begins with text', bytes('Access denied'), 'text/html; charset=utf-8', 'a web page or an XML response'],
	['JSON', bytes('{"success":false'), '', 'a JSON response'],
	['a list in JSON', bytes('["no"]'), '', 'a JSON response'],
	['JSON by its content type', bytes('null'), 'application/json', 'a JSON response'],
	['a text', bytes('Service unavailable'), '', 'plain text'],
	['a text in Korean', Buffer.from('서비스를 사용할 수 없습니다'), 'text/plain; charset=utf-8', 'plain text'],
])('%s is not a video', (_what, head, contentType, named) => {
	const recognize = () => videoType(head, contentType, 'p1');
	expect(recognize).toThrow(AiStudiosError);
	expect(recognize).toThrow(`The downloaded file of project p1 is not a video but ${named}`);
});

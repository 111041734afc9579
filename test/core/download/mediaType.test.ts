import { audioOf, videoOf } from '../../../nodes/shared/core/download/mediaFile';
import { mediaType } from '../../../nodes/shared/core/download/mediaType';
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
	['a file whose content type only contains that of a text', bytes('\x00\x01\x02'), 'application/x-text/plain', '.mp4'],
])('%s is a video', (_what, head, contentType, extension) => {
	expect(mediaType(head, contentType, videoOf('p1')).extension).toBe(extension);
	expect(mediaType(head, contentType, videoOf('p1')).mimeType).toMatch(/^video\//);
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
	['a text with brackets', bytes('see [1] or {a}'), '', 'plain text'],
	['a text whose content type only contains that of a video', bytes('a video, it says'), 'application/x-video/mp4', 'plain text'],
	['a text in Korean', Buffer.from('서비스를 사용할 수 없습니다'), 'text/plain; charset=utf-8', 'plain text'],
])('%s is neither a video nor audio', (_what, head, contentType, named) => {
	const recognize = () => mediaType(head, contentType, videoOf('p1'));
	expect(recognize).toThrow(AiStudiosError);
	expect(recognize).toThrow(`The downloaded file of project p1 is not a video but ${named}`);
	const asAudio = () => mediaType(head, contentType.replace('video', 'audio'), audioOf({ fileName: 'a.mp3' }));
	expect(asAudio).toThrow(AiStudiosError);
	expect(asAudio).toThrow(`The downloaded file of speech a.mp3 is not audio but ${named}`);
});

test.each<[string, Uint8Array, string, string, string]>([
	['an MP3 with a tag', bytes('ID3\x03\x00\x00'), 'application/octet-stream', '.mp3', 'audio/mpeg'],
	['an MP3 without a tag', bytes('\xff\xfb\x90\x64'), 'text/plain', '.mp3', 'audio/mpeg'],
	['an MP3 of a low rate', bytes('\xff\xf3\x18\xc4'), '', '.mp3', 'audio/mpeg'],
	['a WAV', bytes('RIFF\x24\x00\x00\x00WAVEfmt '), 'audio/mpeg', '.wav', 'audio/wav'],
	['an Ogg', bytes('OggS\x00\x02'), '', '.ogg', 'audio/ogg'],
	['an M4A', box('M4A '), 'video/mp4', '.m4a', 'audio/mp4'],
	['an unknown format that is said to be a WAV', bytes('\x00\x01\x02'), 'audio/x-wav', '.wav', 'audio/wav'],
	['an unknown format', bytes('\x00\x01\x02'), '', '.mp3', 'audio/mpeg'],
])('%s is audio', (_what, head, contentType, extension, mimeType) => {
	expect(mediaType(head, contentType, audioOf({}))).toEqual({ extension, mimeType });
});

import fc from 'fast-check';
import { fileNameInUrl, safeFileName } from '../../../nodes/shared/core/download/fileName';
import { anyText } from '../anyText';

test.each<[string, string, string]>([
	['a plain name', 'welcome.mp4', 'welcome.mp4'],
	['a name without its extension', 'welcome', 'welcome.mp4'],
	['an extension in capitals', 'WELCOME.MP4', 'WELCOME.MP4'],
	['another extension of a video', 'welcome.mov', 'welcome.mp4'],
	['two extensions of a video', 'welcome.mp4.mp4', 'welcome.mp4'],
	['several extensions of videos', 'welcome.webm.MOV.mp4', 'welcome.mp4'],
	['a version that is no extension', 'welcome v1.25', 'welcome v1.25.mp4'],
	['a name that is no extension', 'J.R.Smith', 'J.R.Smith.mp4'],
	['an extension of another file', 'index.php', 'index.php.mp4'],
	['spaces and accents', 'Für Ann – Nr 1.mp4', 'Für Ann – Nr 1.mp4'],
	['decomposed accents', 'Fu\u0308r.mp4', 'Für.mp4'],
	['emoji', '🎬 Ann.mp4', '🎬 Ann.mp4'],
	['a way out', '../../etc/passwd', 'passwd.mp4'],
	['a way out, encoded', '..%2f..%2fetc%2fpasswd', '_2f.._2fetc_2fpasswd.mp4'],
	['a way out for Windows', '..\\..\\boot.ini', 'boot.ini.mp4'],
	['an absolute path', '/tmp/x.mp4', 'x.mp4'],
	['a drive', 'C:x.mp4', 'C_x.mp4'],
	['a folder', 'videos/', 'p1.mp4'],
	['one dot', '.', 'p1.mp4'],
	['only dots', '......', 'p1.mp4'],
	['dots and spaces', ' . . ', 'p1.mp4'],
	['a hidden file', '.htaccess', 'htaccess.mp4'],
	['only an extension', '.mp4', 'mp4.mp4'],
	['dots at the end', 'a.mp4...', 'a.mp4'],
	['control characters', 'a\u0000b\nc\u001b[31m.mp4', 'abc[31m.mp4'],
	['reversed text', 'a\u202e4pm.exe', 'a4pm.exe.mp4'],
	['line separators', 'a\u2028b.mp4', 'ab.mp4'],
	['half a surrogate pair', 'a\ud83d.mp4', 'a.mp4'],
	['characters of shells', 'a<b>:"|?*c.mp4', 'a_b______c.mp4'],
	['a device', 'CON', '_CON.mp4'],
	['a device with an extension', 'nul.mp4', '_nul.mp4'],
	['a device with two extensions', 'com1.tar.mp4', '_com1.tar.mp4'],
	['a device and a space', 'aux .mp4', '_aux .mp4'],
	['a word that begins like a device', 'console.mp4', 'console.mp4'],
	['nothing', '', 'p1.mp4'],
	['300 characters', `${'a'.repeat(296)}.mp4`, `${'a'.repeat(196)}.mp4`],
	['300 characters without an extension', 'a'.repeat(300), `${'a'.repeat(196)}.mp4`],
	['300 characters with an extension where they are cut', `${'a'.repeat(192)}.mp4${'a'.repeat(104)}.mp4`, `${'a'.repeat(192)}.mp4`],
	['300 bytes of Korean', `${'가'.repeat(100)}.mp4`, `${'가'.repeat(65)}.mp4`],
	['a million extensions', `name${'.mp4'.repeat(1_000_000)}b`, 'name.mp4'],
	['100 emoji', `${'🎬'.repeat(100)}.mp4`, `${'🎬'.repeat(49)}.mp4`],
])('%s', (_what, name, safe) => {
	expect(safeFileName(name, 'p1', '.mp4')).toBe(safe);
});

test('a fallback that is not safe either is made so', () => {
	expect(safeFileName('', '../p1', '.mp4')).toBe('p1.mp4');
	expect(safeFileName('', '...', '.mp4')).toBe('video.mp4');
});

test('no name leaves its folder or breaks a file system', () => {
	const part = fc.oneof(anyText({ maxLength: 60 }), fc.constantFrom('/', '\\', '..', '%2f', 'CON', '.mp4', '\u0000', '🎬', ' ', '\ud83d'));
	const names = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
	fc.assert(
		fc.property(names, names, fc.constantFrom('.mp4', '.webm'), (name, fallback, extension) => {
			const safe = safeFileName(name, fallback, extension);
			expect(safe).not.toMatch(/[/\\<>:"|?*%\p{Cc}\p{Cs}]/u);
			expect(safe).not.toMatch(/^[\s.]|[\s.]$/);
			expect(safe).toMatch(/.\.[a-z0-9]{2,4}$/i);
			expect(safe).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
			expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
			expect(Buffer.from(safe).toString()).toBe(safe);
			expect(safeFileName(safe, fallback, extension)).toBe(safe);
		}),
		{ numRuns: 1_000 },
	);
});

test.each([
	['https://files.example.com/videos/a.mp4?Signature=x', 'a.mp4'],
	['https://files.example.com/F%C3%BCr%20Ann.mp4', 'Für Ann.mp4'],
	['https://files.example.com/..%2F..%2Fetc', '../../etc'],
	['https://files.example.com/100%.mp4', '100%.mp4'],
	['https://files.example.com/%E0%A4%A.mp4', '%E0%A4%A.mp4'],
	['https://files.example.com/videos/', ''],
	['https://files.example.com', ''],
])('the name in %s is "%s"', (url, name) => {
	expect(fileNameInUrl(url)).toBe(name);
});

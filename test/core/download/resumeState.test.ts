import { isWhole, rangeHeaders, type ResumeState } from '../../../nodes/shared/core/download/resumeState';

const PLAIN = { Accept: 'video/*, */*', 'Accept-Encoding': 'identity' };

test.each<[string, ResumeState, Record<string, string>]>([
	['the whole file at the start', { offset: 0 }, PLAIN],
	['the rest behind a strong ETag', { offset: 5, etag: '"a"', total: 10 }, { ...PLAIN, Range: 'bytes=5-', 'If-Range': '"a"' }],
	['the whole file when no ETag is known', { offset: 5, total: 10 }, PLAIN],
])('requests %s', (_what, state, headers) => {
	expect(rangeHeaders(state)).toEqual(headers);
});

test.each<[string, ResumeState, firstByte: number, endedCleanly: boolean, whole: boolean]>([
	['all bytes in one response', { offset: 10, total: 10 }, 0, true, true],
	['all bytes, the last of them resumed', { offset: 10, total: 10 }, 5, true, true],
	['all bytes, then a disconnect', { offset: 10, total: 10 }, 0, false, true],
	['one response of unknown length', { offset: 10 }, 0, true, true],
	['one response that was compressed', { offset: 10, total: 7 }, 0, true, true],
	['one response that compression had made larger', { offset: 10, total: 12 }, 0, true, true],
	['a disconnect before the last byte', { offset: 9, total: 10 }, 0, false, false],
	['a disconnect at unknown length', { offset: 9 }, 0, false, false],
	['a disconnect behind the last byte', { offset: 11, total: 10 }, 0, false, false],
	['a resumed response that ends too early', { offset: 9, total: 10 }, 5, true, false],
	['a resumed response that ends too late', { offset: 11, total: 10 }, 5, true, false],
])('%s', (_what, state, firstByte, endedCleanly, whole) => {
	expect(isWhole(state, firstByte, endedCleanly)).toBe(whole);
});

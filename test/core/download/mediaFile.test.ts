import { audioOf, videoOf, type MediaFile } from '../../../nodes/shared/core/download/mediaFile';

const PAID = 'The audio is paid for. Turn on Retry On Fail, or retry this execution from the list of executions: then it is downloaded without being created again.';

test.each<[what: string, () => MediaFile, MediaFile]>([
	['a video', () => videoOf('p1'), {
		kind: 'video',
		subject: 'project p1',
		errorDescription: 'The video itself is finished and stays available at AI Studios: run AI Studios Wait and Download again with this project key.',
		context: { projectKey: 'p1', progress: 100, state: 'complete' },
	}],
	['audio with a project key', () => audioOf({ projectKey: 'a1', fileName: 'x.mp3' }), { kind: 'audio', subject: 'speech a1', errorDescription: PAID, context: { projectKey: 'a1' } }],
	['audio with a file name', () => audioOf({ fileName: 'x.mp3' }), { kind: 'audio', subject: 'speech x.mp3', errorDescription: PAID, context: {} }],
	['audio without a name', () => audioOf({}), { kind: 'audio', subject: 'the speech', errorDescription: PAID, context: {} }],
])('an error about the download of %s says what it is of and how to get it', (_what, file, expected) => {
	expect(file()).toEqual(expected);
});

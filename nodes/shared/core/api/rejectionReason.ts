export type RejectionReason = 'credentials' | 'credits' | 'notFound' | 'rejected';

const ABOUT_CREDENTIALS =
	/unauthori[sz]ed|api[ _-]?key|\bjwt\b|user[ _-]?key|\bapp[ _-]?id\b|credential|authenticat|authori[sz]ation|(access|auth|session|invalid|expired|bad|no) token|token (is|has|was|not|invalid|expired|missing)/i;
const ABOUT_CREDITS = /\b(cubes?|credits?|balance|funds|quota|payment|subscription)\b|\bplan (is|has|was) /i;
const ABOUT_NOT_FOUND = /not[ _]?(be )?found|no such|no project\b|do(es)?( not|n't) exist|unknown project|invalid project/i;

/** Rejections also come with HTTP status 200, and no list of codes is published: the words have to do. */
export function reasonInMessage(message: string | undefined): RejectionReason {
	if (message === undefined) return 'rejected';
	if (ABOUT_CREDENTIALS.test(message)) return 'credentials';
	if (ABOUT_CREDITS.test(message)) return 'credits';
	return ABOUT_NOT_FOUND.test(message) ? 'notFound' : 'rejected';
}

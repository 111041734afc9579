import { MINUTE, SECOND } from '../clock';
import type { Contract } from '../contract';
import { AiStudiosError, type Facts, type Trouble } from '../errors';
import { redact } from '../redact';
import type { FinalRefusal } from './client';
import type { Reason } from './judge';

/** What was asked for, so that an error can name it. */
export interface Wanted {
	/** Goes into a sentence: "AI Studios refused …". */
	what: string;
	facts?: Facts;
	secrets: readonly string[];
}

const TROUBLE: Record<Reason, Trouble> = {
	busy: 'busy',
	unavailable: 'unavailable',
	unreadable: 'unavailable',
	lost: 'unavailable',
	unsent: 'unsent',
	credentials: 'credentials',
	credits: 'credits',
	notFound: 'notFound',
	moved: 'refused',
	refused: 'refused',
};

/** After these nobody knows whether an export was accepted. */
const MAYBE_TAKEN: ReadonlySet<Reason> = new Set(['lost', 'unavailable', 'unreadable']);

/** The error for a reading request that brought nothing. */
export function readingError(refusal: FinalRefusal, contract: Contract, wanted: Wanted): AiStudiosError {
	const why = redact(refusal.why, wanted.secrets);
	const said = sentence(refusal, contract, wanted);
	const tried = refusal.tries > 1 ? ` after ${refusal.tries} tries` : '';
	return new AiStudiosError(TROUBLE[refusal.reason], `${said.message}${tried}: ${why}`, said.advice, wanted.facts);
}

/** The error for an export; after a lost answer it says that the render may have been accepted. */
export function exportError(refusal: FinalRefusal, contract: Contract, wanted: Wanted): AiStudiosError {
	if (MAYBE_TAKEN.has(refusal.reason)) return lostExport(redact(refusal.why, wanted.secrets), contract);
	// What is "not found" is a model or a file that the template names, not the project: there is none yet.
	const reason = refusal.reason === 'notFound' ? 'refused' : refusal.reason;
	const error = readingError({ ...refusal, reason }, contract, wanted);
	return new AiStudiosError(error.trouble, error.message, `${error.advice} Nothing was ordered.`, wanted.facts);
}

/** The export was sent, and nobody knows whether it was accepted. */
export function lostExport(why: string, contract: Contract): AiStudiosError {
	return new AiStudiosError(
		'lost',
		`The export was sent, but the answer was lost (${why}): the render may have been accepted`,
		`It was not sent again, because that could cost ${contract.money} twice. Look into your projects in AI Studios: if it is there, go on with its ID in AI Studios Wait and Download; if not, run this item again.`,
	);
}

function sentence({ reason, retryAfter = 0 }: FinalRefusal, contract: Contract, { what }: Wanted): { message: string; advice: string } {
	switch (reason) {
		case 'credentials':
			return {
				message: `AI Studios refused the credential for ${what}`,
				advice: `Check the ${contract.generation === 'v2' ? 'API Key' : 'App ID and User Key'} and the server in the AI Studios API credential.`,
			};
		case 'credits':
			return { message: `AI Studios refused ${what}`, advice: `Your account may have no ${contract.money} left: look at its plan.` };
		case 'notFound':
			return {
				message: `AI Studios does not know ${what}`,
				advice: 'Check the project key, and that the credential belongs to the account, the server and the API version the project was made with.',
			};
		case 'moved':
			return {
				message: `AI Studios sent ${what} on to another address`,
				advice: 'Check the server in the AI Studios API credential: it may have moved there. The credential was not sent on.',
			};
		case 'busy':
			return {
				message: `AI Studios has no time for ${what}`,
				advice: `${retryAfter > 0 ? `It asks to wait ${inWords(retryAfter)}. ` : ''}Run fewer items at once, or try again later.`,
			};
		case 'unsent':
			return { message: `AI Studios could not be reached for ${what}`, advice: 'Check the server in the credential and the network of this n8n.' };
		case 'refused':
			return { message: `AI Studios refused ${what}`, advice: 'Correct what it names, then run this item again.' };
		default:
			return { message: `AI Studios gave no proper answer for ${what}`, advice: 'Nothing is lost: run this item again later.' };
	}
}

function inWords(ms: number): string {
	return ms < MINUTE ? `${Math.ceil(ms / SECOND)} seconds` : `${Math.ceil(ms / MINUTE)} minutes`;
}

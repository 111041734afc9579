import { AiStudiosError } from '../errors';

/** An endpoint that a generation lacks: calling it says so, and what to do instead. */
export function unavailableEndpoint(message: string, description: string): () => never {
	return () => {
		throw new AiStudiosError('input', message, description);
	};
}

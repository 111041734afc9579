import type { PaidEndpoint, Product } from '../../core/api';
import type { HttpRequest } from '../../core/ports';
import type { PaidResult } from './paymentMemory';

/** One request that costs money, ready to be sent. */
export interface PaidRequest {
	/** Equal for requests that ask AI Studios for the same, as JSON; of a file its content counts. */
	identity: unknown;
	/** What it is about, as part of a sentence. */
	subject: Pick<PaidEndpoint<unknown>, 'subject' | 'projectKey' | 'product'>;
	/** Called once, just before it is sent: a document is uploaded only then. */
	endpoint(): Promise<PaidEndpoint<PaidResult>> | PaidEndpoint<PaidResult>;
	dryRun: boolean;
	allowDuplicates: boolean;
}

/** The request to an endpoint that needs nothing before it. */
export function paidRequest(endpoint: PaidEndpoint<PaidResult>, { dryRun, allowDuplicates }: Pick<PaidRequest, 'dryRun' | 'allowDuplicates'>): PaidRequest {
	return { identity: identityOf(endpoint), subject: endpoint, endpoint: () => endpoint, dryRun, allowDuplicates };
}

export function identityOf({ method, path, body, multipart }: HttpRequest): unknown {
	return [method, path, body ?? multipart];
}

/** What a response must contain, or nobody could go on with what was paid for. */
const RESULTS: Record<Product, string> = { export: 'project key', project: 'project key', audio: 'audio', translation: 'folder ID' };

/** What the result lacks to go on with. */
export function missingIn({ projectKey, folderId, audioUrl }: PaidResult, product: Product): string | undefined {
	return (projectKey ?? folderId ?? audioUrl ?? undefined) === undefined ? RESULTS[product] : undefined;
}

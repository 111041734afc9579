import { checkV2 } from './checkV2';
import { checkV3 } from './checkV3';
import type { Finding } from './finding';
import type { Service } from './service';
import { Session } from './session';

export interface CheckOptions {
	/** A project of the account to read, and to export when a render is wanted. */
	projectKey?: string;
	/** Undefined: nothing is exported, so nothing is paid for. */
	render?: { pollSeconds: number };
}

/** Sends the requests one after the other. */
export async function runChecks(service: Service, options: CheckOptions, onFinding: (finding: Finding) => void = () => undefined): Promise<Finding[]> {
	const session = new Session(service, onFinding);
	if (options.projectKey !== undefined) service.secrets.push(options.projectKey);
	await (service.generation === 'v2' ? checkV2 : checkV3)(session, options);
	return session.findings;
}

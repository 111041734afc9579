import type { Endpoint } from '../nodes/shared/core/api';
import type { JsonObject } from '../nodes/shared/core/json';
import type { HttpResult } from '../nodes/shared/core/ports';
import { describeContentType, describeJson, harmlessWords } from './describeResponse';
import type { Finding } from './finding';
import { REJECTIONS, TAKEN_FOR, type Expectation, type Line, type Received } from './line';
import type { Service } from './service';
import { describeShape, differencesFrom, isJsonObject, type Shape } from './shape';
import { classifyResponse } from './shipped';

/** Sends the requests one after the other and keeps what was found. */
export class Session {
	readonly findings: Finding[] = [];

	constructor(
		readonly service: Service,
		private readonly onFinding: (finding: Finding) => void,
	) {}

	async check<T>(line: Line<T>): Promise<Received<T>> {
		const result = await this.service.send(line.endpoint, line.authorization ?? this.service.authorization);
		const { finding, received } = this.findingFor(line, result);
		this.add(finding);
		return received;
	}

	add(finding: Finding): void {
		this.findings.push(finding);
		this.onFinding(finding);
	}

	skip(name: string, notRun: string): void {
		this.add({ name, expected: '', came: '', differences: [], isHandled: true, nodes: '', notRun });
	}

	findingFor<T>({ name, page, expected, also, endpoint, missing }: Line<T>, result: HttpResult): { finding: Finding; received: Received<T> } {
		const [statuses, shape] = 'success' in expected ? [[200], expected.success] : [expected.rejection.statuses, REJECTIONS[this.service.generation]];
		const envelope = jsonOf(result);
		const differences = result.kind === 'response' ? differencesIn(result, envelope, statuses, shape) : [TAKEN_FOR[result.kind]];
		const rightShape = differences.length === 0 ? (envelope as JsonObject) : undefined;
		const other = rightShape && also?.difference(rightShape);
		const read = this.read(expected, endpoint, result, missing);
		return {
			finding: {
				name,
				...(page === undefined ? {} : { page }),
				expected: `HTTP ${statuses.join(' or ')}, ${describeShape(shape)}${also ? `; ${also.expected}` : ''}`,
				came: `${this.describe(result, envelope, shape)}${rightShape && also ? `; ${also.came(rightShape)}` : ''}`,
				differences: other === undefined ? differences : [...differences, other],
				isHandled: read.isHandled,
				nodes: read.nodes,
			},
			received: { isResponse: result.kind === 'response', ...(isJsonObject(envelope) ? { envelope } : {}), ...('value' in read ? { value: read.value } : {}) },
		};
	}

	private read<T>(expected: Expectation, endpoint: Endpoint<T>, result: HttpResult, missing: Line<T>['missing']) {
		const response = classifyResponse(result, Date.now());
		if ('rejection' in expected) {
			if (response.ok) return { isHandled: false, nodes: 'take it for a success' };
			const { reasons, only } = expected.rejection;
			if (only !== undefined && response.status !== only.status) return { isHandled: false, nodes: only.nodes };
			const isHandled = reasons.includes(response.reason);
			return { isHandled, nodes: `take it for ${TAKEN_FOR[response.reason]}` };
		}
		if (!response.ok) return { isHandled: false, nodes: `take it for ${TAKEN_FOR[response.reason]}` };
		const value = endpoint.parse(response.envelope, this.service.redact);
		const lacking = missing?.(value, response.envelope);
		return { isHandled: lacking === undefined, nodes: lacking === undefined ? 'read it' : `do not find ${lacking}`, value };
	}

	private describe(result: HttpResult, envelope: unknown, shape: Shape): string {
		if (result.kind !== 'response') return TAKEN_FOR[result.kind];
		const { status, headers } = result;
		if (envelope === undefined) return `HTTP ${status}, ${describeContentType(headers['content-type'])} that is not JSON`;
		const expected = isJsonObject(envelope) && envelope.success === false ? REJECTIONS[this.service.generation] : shape;
		const message = isJsonObject(envelope) ? messageOf(envelope) : undefined;
		const words = message === undefined ? '' : ` with the words "${harmlessWords(message)}"`;
		return `HTTP ${status}, ${describeJson(envelope, expected, this.service.secrets)}${words}`;
	}
}

function differencesIn({ status }: Extract<HttpResult, { kind: 'response' }>, envelope: unknown, statuses: number[], shape: Shape): string[] {
	const wrongStatus = statuses.includes(status) ? [] : [`HTTP status ${status} instead of ${statuses.join(' or ')}`];
	return [...wrongStatus, ...(envelope === undefined ? ['no JSON'] : differencesFrom(shape, envelope))];
}

function jsonOf(result: HttpResult): unknown {
	if (result.kind !== 'response') return undefined;
	try {
		return JSON.parse(result.text) as unknown;
	} catch {
		return undefined;
	}
}

/** Wherever a rejection has its words. */
function messageOf({ success, msg, message, error }: JsonObject): string | undefined {
	if (success !== false) return undefined;
	const inner = isJsonObject(error) ? [error.msg, error.message] : [error];
	return [msg, message, ...inner].find((candidate) => typeof candidate === 'string');
}

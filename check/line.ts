import type { Endpoint } from '../nodes/shared/core/api';
import type { FailureReason } from '../nodes/shared/core/http/classifyResponse';
import type { JsonObject } from '../nodes/shared/core/json';
import { either, exactly, fields, number, text, type Shape } from './shape';

/** What a request must lead to, written from the documentation and not from the nodes. */
export type Expectation =
	| { success: Shape }
	| { rejection: Rejection };

export interface Rejection {
	/** HTTP statuses. */
	statuses: number[];
	/** What the nodes must recognize it as. */
	reasons: FailureReason[];
	/** The one status that the nodes can work with, and what they do, after "The nodes". */
	only?: { status: number; nodes: string };
}

/** One request, what is expected of its response, and what the nodes should read in it. */
export interface Line<T> {
	name: string;
	/** Undefined where the documentation says nothing, and the simulator alone is the expectation. */
	page?: string;
	/** The request and the parser of the nodes. */
	endpoint: Endpoint<T>;
	/** The credential of the session by default. */
	authorization?: string;
	expected: Expectation;
	/** What is expected beyond the shape; the rest is for a response of that shape. */
	also?: { expected: string; came(envelope: JsonObject): string; difference(envelope: JsonObject): string | undefined };
	/** What the nodes do not find in the response; undefined when they have all they need. */
	missing?(value: T, envelope: JsonObject): string | undefined;
}

/** What can be used by later lines. */
export interface Received<T> {
	envelope?: JsonObject;
	value?: T;
	/** Whether there was a response at all. */
	isResponse: boolean;
}

/** v2 has the message in `msg`; v3 has `error.code` and `error.msg`, as in the sample of page "Export project", 2026-05. */
export const REJECTIONS: Record<'v2' | 'v3', Shape> = {
	v2: fields({ success: exactly(false), msg: text }),
	v3: fields({ success: exactly(false), error: fields({ code: either(number, text), msg: text }) }),
};

/** What the nodes take a failure for. */
export const TAKEN_FOR: Record<FailureReason, string> = {
	credentials: 'a rejected credential',
	credits: 'a lack of cubes or credits',
	notFound: 'a project that does not exist',
	rejected: 'a rejection',
	rateLimited: 'a rate limit',
	unavailable: 'a service that is unavailable',
	unreadable: 'an unusable response',
	redirected: 'a redirect',
	noResponse: 'no response',
	notSent: 'a server that cannot be reached',
};

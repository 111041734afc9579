import { apiResponse } from './apiResponse';
import { receive, recordRequest, respond, type ServerContext } from './exchange';
import { jsonResponse } from './response';
import { findRoute } from './router';
import type { ApiCall } from './endpoint';
import type { RequestHandler } from './httpServer';

/** The API origin. */
export function serveApi(context: ServerContext): RequestHandler {
	const { state } = context;
	return async (request, response) => {
		const { url, body, form } = await receive(request);
		const route = findRoute(request.method ?? '', url.pathname);
		const exchange = recordRequest(context, request, { url, body }, {
			origin: 'api',
			endpoint: route?.name,
			generation: route?.generation,
			projectKey: route?.parameters.key ?? projectIdIn(body),
		});
		const { record } = exchange;

		await respond(context, { request, response, ...exchange }, () => {
			if (!route) {
				return jsonResponse(404, { success: false, msg: `There is no endpoint ${request.method} ${url.pathname}.` });
			}
			const isJson = /\bjson\b/i.test(request.headers['content-type'] ?? '') && typeof body !== 'string';
			const call: ApiCall = {
				parameters: route.parameters,
				authorization: request.headers.authorization,
				query: url.searchParams,
				body: isJson && !form ? body : undefined,
				form,
			};
			const balanceBefore = state.projects.balance;
			const result = apiResponse(route, call, state, context.httpStatuses);
			record.charged = balanceBefore - state.projects.balance;
			record.projectKey ??= call.project?.key;
			record.created = call.created ?? false;
			return result;
		});
	};
}

/** Where the path has no project key, the body may have one. */
function projectIdIn(body: unknown): string | undefined {
	const id = typeof body === 'object' && body !== null && 'projectId' in body ? body.projectId : undefined;
	return typeof id === 'string' ? id : undefined;
}

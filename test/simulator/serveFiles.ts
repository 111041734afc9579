import { receive, recordRequest, respond, type ServerContext } from './exchange';
import { fileResponse } from './fileResponse';
import type { RequestHandler } from './httpServer';

/** The files origin, where the finished videos are. */
export function serveFiles(context: ServerContext): RequestHandler {
	const { projects, videoUrls } = context.state;
	return async (request, response) => {
		const { url, body } = await receive(request);
		const projectKey = videoUrls.keyIn(url.pathname);
		const exchange = recordRequest(context, request, { url, body }, {
			origin: 'files',
			endpoint: 'download',
			generation: projects.find(projectKey ?? '')?.generation,
			projectKey,
		});
		const { pathname: path, searchParams: query } = url;

		await respond(context, { request, response, ...exchange }, () =>
			fileResponse({ path, query, headers: request.headers, index: exchange.record.index }, context.state),
		);
	};
}

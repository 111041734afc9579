/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a server on loopback; not shipped */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Post {
	title: string;
	publishedAt: Date;
}

/** A blog on loopback: its feed (RSS 2.0), and the media in it. */
export class Blog {
	private readonly posts: Post[] = [];
	private readonly server: Server;

	private constructor(media: Record<string, Buffer>) {
		this.server = createServer(({ url = '/' }, response) => {
			if (url in media) return response.setHeader('content-type', 'video/mp4').end(media[url]);
			return response.setHeader('content-type', 'application/rss+xml').end(this.feed());
		});
	}

	/** @param media bytes of the MP4 files by their path */
	static async open(media: Record<string, Buffer>): Promise<Blog> {
		const blog = new Blog(media);
		await new Promise<void>((resolve) => blog.server.listen(0, '127.0.0.1', resolve));
		return blog;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	publish(title: string): void {
		this.posts.unshift({ title, publishedAt: new Date() });
	}

	/** Its pages are nowhere: only AI Studios reads them. */
	pageOf(title: string): string {
		return `https://blog.example/${encodeURIComponent(title)}`;
	}

	private feed(): string {
		const items = this.posts.map(({ title, publishedAt }) => `<item><title>${title}</title><link>${this.pageOf(title)}</link><pubDate>${publishedAt.toUTCString()}</pubDate></item>`);
		return `<?xml version="1.0"?><rss version="2.0"><channel><title>A blog</title><link>https://blog.example</link><description>-</description>${items.join('')}</channel></rss>`;
	}
}

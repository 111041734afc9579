/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a server on loopback; not shipped */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { Example } from './workflows';

/** A row of the Google Sheets example. */
export interface SheetRow extends IDataObject {
	row_number: number;
	'Project Key': string;
	Video: string;
	Error: string;
}

/** What stands in for Google on loopback: a sheet whose rows are read and updated, and a drive that keeps hashes. */
export class Sheet {
	readonly rows: SheetRow[] = [];
	private readonly server: Server;

	private constructor() {
		this.server = createServer((request, response) => {
			void this.respond(request).then((body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)));
		});
	}

	static async open(): Promise<Sheet> {
		const sheet = new Sheet();
		await new Promise<void>((resolve) => sheet.server.listen(0, '127.0.0.1', resolve));
		return sheet;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	append(...rows: IDataObject[]): void {
		for (const row of rows) this.rows.push({ 'Project Key': '', Video: '', Error: '', ...row, row_number: this.rows.length + 2 });
	}

	/** A file is stored under its hash. */
	linkTo(hash: string): string {
		return `https://drive.example/${hash}`;
	}

	private async respond(request: IncomingMessage): Promise<unknown> {
		const body = await bytesOf(request);
		if (request.url === '/files') return { webViewLink: this.linkTo(createHash('sha256').update(body).digest('hex')) };
		if (request.method === 'GET') return this.rows;
		const values = JSON.parse(body.toString()) as SheetRow;
		const row = this.rows.find(({ row_number }) => row_number === Number(values.row_number));
		if (!row) throw new Error(`The sheet has no row ${values.row_number}.`);
		Object.assign(row, values, { row_number: row.row_number });
		return values;
	}
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

/** The same workflow with this sheet in the place of Google's services; parameters that others read stay as they are. */
export function withSheet(workflow: Example, { url }: Sheet): Example {
	return { ...workflow, nodes: workflow.nodes.map((node) => ({ ...node, ...standIn(node, url) })) };
}

function standIn({ type, parameters }: INode, url: string): Partial<INode> {
	if (type === 'n8n-nodes-base.googleDrive') {
		return httpRequest({ method: 'POST', url: `${url}/files`, sendBody: true, contentType: 'binaryData', inputDataFieldName: 'data' });
	}
	if (type !== 'n8n-nodes-base.googleSheets') return {};
	if (parameters.operation !== 'update') return httpRequest({ url });
	const values = (parameters.columns as INodeParameters).value as Record<string, string>;
	const pairs = Object.entries(values).map(([name, value]) => ({ name, value }));
	return httpRequest({ method: 'POST', url, sendBody: true, bodyParameters: { parameters: pairs } });
}

function httpRequest(parameters: INodeParameters): Partial<INode> {
	return { type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, parameters: { ...parameters, options: {} } };
}

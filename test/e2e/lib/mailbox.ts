/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs a mail server on loopback; not shipped */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A message as its reader sees it. */
export interface Mail {
	to: string;
	subject: string;
	/** HTML. */
	body: string;
}

/** A mail server that keeps what it gets: as much of SMTP as n8n's Send Email node needs. */
export class Mailbox {
	readonly mails: Mail[] = [];

	private constructor(private readonly server: Server) {}

	static async open(): Promise<Mailbox> {
		const server = createServer();
		const mailbox = new Mailbox(server);
		server.on('connection', (socket) => mailbox.receive(socket));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return mailbox;
	}

	/** Data of a credential of type `smtp`. */
	get credential(): object {
		return { user: '', password: '', host: '127.0.0.1', port: (this.server.address() as AddressInfo).port, secure: false, disableStartTls: true };
	}

	async close(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}

	private receive(socket: Socket): void {
		const answer = (text: string) => socket.write(`${text}\r\n`);
		let message: string[] | undefined;
		answer('220 mailbox');
		socket.on('error', () => socket.destroy());
		createInterface({ input: socket }).on('line', (line) => {
			if (message) {
				if (line !== '.') message.push(line.replace(/^\.\./, '.'));
				else {
					this.mails.push(parseMail(message.join('\r\n')));
					message = undefined;
					answer('250 kept');
				}
				return;
			}
			const [command] = line.toUpperCase().split(/[ :]/);
			if (command === 'DATA') message = [];
			if (command === 'QUIT') socket.end('221 bye\r\n');
			else answer(command === 'DATA' ? '354 go on' : '250 ok');
		});
	}
}

function parseMail(text: string): Mail {
	const end = text.indexOf('\r\n\r\n');
	const headers = text.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
	const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? '';
	const body = text.slice(end + 4);
	const encoding = header('Content-Transfer-Encoding').toLowerCase();
	return { to: header('To'), subject: decodeWords(header('Subject')), body: decodeBody(body, encoding) };
}

function decodeBody(body: string, encoding: string): string {
	if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
	return encoding === 'quoted-printable' ? decodeQuotedPrintable(body.replace(/=\r\n/g, '')) : body;
}

function decodeQuotedPrintable(text: string): string {
	const bytes = text.replace(/=([0-9A-F]{2})/gi, (_code, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString();
}

/** `=?UTF-8?Q?J=C3=BCrgen?=` in headers. */
function decodeWords(text: string): string {
	return text
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_word, kind: string, content: string) =>
			kind.toLowerCase() === 'b' ? Buffer.from(content, 'base64').toString() : decodeQuotedPrintable(content.replaceAll('_', ' ')),
		);
}

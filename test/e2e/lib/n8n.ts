/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs whole n8ns; not shipped */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { IBinaryData } from 'n8n-workflow';
import { runIn } from './executions';
import type { Installation } from './installation';
import { ARTIFACTS, temporaryFolder } from './paths';
import { freePorts } from './ports';
import { run, Service } from './processes';

type Environment = Record<string, string>;

/** On loopback, without telemetry and other requests to other hosts. */
const SETTINGS: Environment = {
	N8N_ENCRYPTION_KEY: 'a key for tests only',
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_SECURE_COOKIE: 'false',
	N8N_RUNNERS_ENABLED: 'true',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true',
	N8N_LOG_LEVEL: 'info',
	GENERIC_TIMEZONE: 'UTC',
};

/** The last n8n 1 evaluates expressions in isolated-vm, which does not run on Node 20. */
const OLD_EXPRESSIONS: Environment = { N8N_EXPRESSION_ENGINE: 'legacy' };

/** One user's n8n: a folder of its own with our package in it. */
export class N8n {
	readonly home = temporaryFolder('n8n');
	port = 0;
	private brokerPort = 0;

	private constructor(
		readonly installation: Installation,
		private readonly extra: Environment,
	) {}

	/** @param nodes a folder made by `asUsersInstall` */
	static async create(installation: Installation, nodes: string, extra: Environment = {}): Promise<N8n> {
		const n8n = new N8n(installation, extra);
		await mkdir(join(n8n.home, '.n8n'), { recursive: true });
		await cp(nodes, join(n8n.home, '.n8n', 'nodes'), { recursive: true });
		[n8n.port, n8n.brokerPort] = await freePorts(2);
		return n8n;
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	private get environment(): Environment {
		return {
			...SETTINGS,
			N8N_USER_FOLDER: this.home,
			N8N_PORT: String(this.port),
			N8N_RUNNERS_BROKER_PORT: String(this.brokerPort),
			WEBHOOK_URL: this.url,
			...(this.installation.edition === 'version1' ? OLD_EXPRESSIONS : {}),
			...this.extra,
		};
	}

	/** One of n8n's commands, to its end. (An "execute" of n8n 2.41.1 crashed once while it exited, on a machine that was busy.) */
	async command(...args: string[]): Promise<string> {
		return await run({ file: this.installation.node, args: [this.installation.program, ...args], env: this.environment, cwd: this.home, isComplete: isWholeRun });
	}

	/** A server or a worker. */
	async start(command: 'start' | 'worker', settings: Environment = {}): Promise<Service> {
		const { node, program } = this.installation;
		const name = `n8n ${command}`;
		const env = { ...this.environment, ...settings };
		return new Service(name, { file: node, args: [program, command], env, cwd: this.home }, join(ARTIFACTS, 'logs', `${command}-${env.N8N_PORT}.log`));
	}

	/** The server, once it has started. It responds before: while it goes through the executions of the process before it, those that wait are listed as crashed for a moment. */
	async serve(): Promise<Service> {
		const server = await this.start('start');
		await server.until(() => server.printed('Editor is now accessible'));
		return server;
	}

	async nodeVersion(): Promise<string> {
		return await run({ file: this.installation.node, args: ['--version'] });
	}

	/** Another n8n with the same settings and a folder of its own: a worker. */
	async another(nodes: string): Promise<N8n> {
		return await N8n.create(this.installation, nodes, this.extra);
	}

	async importCredentials(credentials: object[]): Promise<void> {
		await this.import('credentials', credentials);
	}

	async importWorkflows(workflows: object[]): Promise<void> {
		await this.import('workflow', workflows);
	}

	async exportWorkflows(): Promise<unknown[]> {
		const file = join(this.home, 'exported.json');
		await this.command('export:workflow', '--all', `--output=${file}`);
		return JSON.parse(await readFile(file, 'utf8')) as unknown[];
	}

	private async import(what: 'credentials' | 'workflow', content: object[]): Promise<void> {
		const file = join(this.home, `${what}.json`);
		await writeFile(file, JSON.stringify(content));
		await this.command(`import:${what}`, `--input=${file}`);
	}

	/** SHA-256 in hexadecimal digits of a file in n8n's binary data. */
	async hashOf({ id }: IBinaryData): Promise<string> {
		const [, path] = (id ?? '').split(':');
		if (!path) throw new Error(`The file is not in n8n's binary data: ${id}`);
		const hash = createHash('sha256');
		await pipeline(createReadStream(this.pathOf(path)), hash);
		return hash.digest('hex');
	}

	/** The folder has another name since n8n 2.16 or so. */
	private pathOf(path: string): string {
		const folders = ['storage', 'binaryData'].map((folder) => join(this.home, '.n8n', folder, path));
		return folders.find((file) => existsSync(file)) ?? folders[0];
	}
}

/** Whether n8n printed the run of a workflow that it executed, to its end. */
function isWholeRun(output: string): boolean {
	try {
		return runIn(output).finished === true;
	} catch {
		return false;
	}
}

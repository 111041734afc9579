/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs servers on loopback; not shipped */
import { chown, readdir } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { ARTIFACTS, temporaryFolder } from './paths';
import { freePorts } from './ports';
import { run, Service, type Command } from './processes';

const POSTGRESQL = '/usr/lib/postgresql';

/** Redis and PostgreSQL of our own: on loopback, with data folders that go when they stop. */
export class Backing {
	private constructor(
		private readonly services: Service[],
		/** What n8n must know to use them. */
		readonly settings: Record<string, string>,
	) {}

	static async start(): Promise<Backing> {
		const [redisPort, postgresPort] = await freePorts(2);
		const folders = [temporaryFolder('redis'), temporaryFolder('postgresql')];
		const backing = new Backing([], {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redisPort),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(postgresPort),
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_DATABASE: 'postgres',
		});
		const started = await Promise.allSettled([backing.redis(redisPort, folders[0]), backing.postgres(postgresPort, folders[1])]);
		const failed = started.find(({ status }) => status === 'rejected');
		if (failed) {
			await backing.stop();
			throw (failed as PromiseRejectedResult).reason;
		}
		return backing;
	}

	private async redis(port: number, folder: string): Promise<void> {
		const args = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', '', '--appendonly', 'no'];
		await this.serve('redis', { file: 'redis-server', args, cwd: folder }, port);
	}

	private async postgres(port: number, folder: string): Promise<void> {
		const versions = (await readdir(POSTGRESQL)).sort((one, other) => Number(one) - Number(other));
		const bin = join(POSTGRESQL, versions.at(-1) ?? '', 'bin');
		const as = await postgresUser();
		if (as.uid !== undefined && as.gid !== undefined) await chown(folder, as.uid, as.gid);
		const data = join(folder, 'data');
		await run({ file: join(bin, 'initdb'), args: ['-D', data, '-U', 'n8n', '--auth=trust', '--no-sync', '-E', 'UTF8', '--locale=C'], cwd: folder, ...as });
		const options = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=200'];
		const args = ['-D', data, '-p', String(port), ...options.flatMap((option) => ['-c', option])];
		await this.serve('postgres', { file: join(bin, 'postgres'), args, cwd: folder, ...as }, port);
	}

	private async serve(name: string, command: Command, port: number): Promise<void> {
		const service = new Service(name, command, join(ARTIFACTS, 'logs', `${name}.log`));
		this.services.push(service);
		await service.until(async () => await listens(port), 30);
	}

	async stop(): Promise<void> {
		await Promise.all(this.services.map(async (service) => await service.stop('SIGINT')));
	}
}

/** PostgreSQL refuses to run as root; Debian's package creates a user for it. */
async function postgresUser(): Promise<{ uid?: number; gid?: number }> {
	if (process.getuid?.() !== 0) return {};
	const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => Number(await run({ file: 'id', args: [flag, 'postgres'] }))));
	return { uid, gid };
}

async function listens(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = createConnection({ host: '127.0.0.1', port });
		socket.once('connect', () => resolve(true));
		socket.once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});
}

import { fakeCredentials } from './access';
import { Clock } from './clock';
import { Origin } from './origin';
import { Recorder, type RequestRecord } from './recorder';
import { sampleProjects } from './samples/projects';
import { Scripts, type ScriptScope } from './script';
import { serveApi, serveFiles } from './serve';
import { hashOf } from './video';
import { makeWorld, type World } from './world';
import type { Fault } from './faults';
import type { Credentials, RenderSettings, SimulatorOptions } from './options';
import type { NewProject, Project } from './projects';
import type { Endpoint } from './routes';

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '::1'];

/** A fake AI Studios: its API at one origin, its finished videos at another. Made by `startSimulator`. */
export class Simulator {
	readonly credentials: Credentials;

	private readonly clock: Clock;

	private readonly recorder: Recorder;

	private readonly scripts = new Scripts();

	private readonly world: World;

	private readonly api: Origin;

	private readonly files: Origin;

	private readonly stopping = new AbortController();

	constructor(private readonly options: SimulatorOptions) {
		const host = options.host ?? LOOPBACK_HOSTS[0];
		if (!LOOPBACK_HOSTS.includes(host))
			throw new Error(`The simulator stays on loopback: ${LOOPBACK_HOSTS.join(', ')}.`);
		this.clock = new Clock(options.now ?? Date.now, options.speed ?? 1);
		this.recorder = new Recorder(() => this.clock.now(), options.onRequest ?? (() => undefined));
		this.credentials = { ...fakeCredentials(), ...options.credentials };
		const { clock, recorder, scripts, credentials } = this;
		const { signal } = this.stopping;
		this.world = makeWorld(options, { clock, recorder, scripts, credentials, signal });
		const desk = { world: this.world, recorder, scripts, signal, httpStatuses: options.httpStatuses };
		this.api = new Origin(host, options.apiPort ?? 0, serveApi(desk));
		this.files = new Origin(host, options.filesPort ?? 0, serveFiles(desk));
	}

	/** @throws when a port is taken */
	async open(): Promise<void> {
		const opened = await Promise.allSettled([this.api.open(), this.files.open()]);
		const failed = opened.find(({ status }) => status === 'rejected');
		if (failed) {
			await this.stop();
			throw (failed as PromiseRejectedResult).reason;
		}
		this.world.links.origin = this.files.url;
		if (this.options.withSamples) sampleProjects(this.filesUrl).forEach((sample) => this.addProject(sample));
	}

	/** Closes every connection and leaves no timer. */
	async stop(): Promise<void> {
		this.stopping.abort();
		await this.pause();
	}

	/** Stops listening, so that connections are refused, until `resume`. */
	async pause(origin: 'api' | 'files' | 'both' = 'both'): Promise<void> {
		if (origin !== 'files') await this.api.close();
		if (origin !== 'api') await this.files.close();
	}

	/** Listens again at the same ports. */
	async resume(): Promise<void> {
		await this.api.open();
		await this.files.open();
	}

	/** Origin of the API, without `/api/odin`. */
	get url(): string {
		return this.api.url;
	}

	get filesUrl(): string {
		return this.files.url;
	}

	/** Connections open at this moment, both origins together. */
	get openConnections(): number {
		return this.api.openConnections + this.files.openConnections;
	}

	get requests(): RequestRecord[] {
		return this.recorder.requests;
	}

	requestsTo(endpoint: Endpoint, projectKey?: string): RequestRecord[] {
		return this.recorder.to(endpoint, projectKey);
	}

	/** Bytes of a project's video sent so far, all downloads together. */
	bytesSent(projectKey: string): number {
		return this.recorder.bytesSent(projectKey);
	}

	/** Every request that was taken as an export and paid for, in order, its answer lost or not. */
	get exports(): RequestRecord[] {
		return this.requests.filter(({ charged }) => charged > 0);
	}

	/** How often each body was taken as an export, by its JSON text. */
	exportsPerBody(): Map<string, number> {
		const counts = new Map<string, number>();
		for (const { body } of this.exports) {
			const text = JSON.stringify(body);
			counts.set(text, (counts.get(text) ?? 0) + 1);
		}
		return counts;
	}

	/** What shall go wrong with the next requests to an endpoint; replaces what was scripted for them. */
	script(endpoint: Endpoint, faults: Fault[], scope: ScriptScope = {}): void {
		this.scripts.set(endpoint, faults, scope);
	}

	addProject(project: NewProject = {}): Project {
		return this.world.projects.add(project);
	}

	/** Settings of the next export that has none yet; call it once per export. */
	nextRender(settings: RenderSettings): void {
		this.world.projects.nextRender(settings);
	}

	/** @throws when there is no such project in either generation */
	project(key: string): Project {
		const project = this.world.projects.find(key);
		if (!project) throw new Error(`The simulator has no project "${key}".`);
		return project;
	}

	/** The exact bytes of a project's video, in memory; see `videoHash` for large ones. */
	videoOf(key: string): Buffer {
		const video = this.world.projects.video(this.project(key));
		return Buffer.concat([...video.chunks(0, video.length)]);
	}

	/** SHA-256 of a project's video in hexadecimal digits, with flat memory. */
	videoHash(key: string): string {
		return hashOf(this.world.projects.video(this.project(key)));
	}

	get balance(): number {
		return this.world.projects.balance;
	}

	set balance(amount: number) {
		this.world.projects.balance = amount;
	}

	expireTokens(): void {
		this.world.access.expireTokens();
	}

	expireUrls(): void {
		this.world.links.expireUrls();
	}

	/** Simulated milliseconds since 1970. */
	now(): number {
		return this.clock.now();
	}

	setSpeed(speed: number): void {
		this.clock.setSpeed(speed);
	}
}

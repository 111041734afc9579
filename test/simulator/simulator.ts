import { fakeCredentials } from './authentication';
import { Clock } from './clock';
import { FaultQueues, type FaultScope } from './faults/faultQueues';
import { HttpServer } from './httpServer';
import { Recorder, type RequestRecord } from './recorder';
import { sampleProjects } from './samples/projects';
import { serveApi } from './serveApi';
import { serveFiles } from './serveFiles';
import { createState, type SimulatorState } from './state';
import { hashOf } from './video';
import type { Fault } from './faults';
import type { Credentials, RenderSettings, SimulatorOptions } from './options';
import type { CreationSettings, NewProject, Project } from './projects';
import type { EndpointName } from './router';

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '::1'];

/** A simulated AI Studios: its API at one origin, its finished videos at another. Made by `startSimulator`. */
export class Simulator {
	readonly credentials: Credentials;

	private readonly clock: Clock;

	private readonly recorder: Recorder;

	private readonly faults = new FaultQueues();

	private readonly state: SimulatorState;

	private readonly api: HttpServer;

	private readonly files: HttpServer;

	private readonly stopping = new AbortController();

	constructor(private readonly options: SimulatorOptions) {
		const host = options.host ?? LOOPBACK_HOSTS[0];
		if (!LOOPBACK_HOSTS.includes(host)) {
			throw new Error(`The simulator only listens on loopback: ${LOOPBACK_HOSTS.join(', ')}.`);
		}
		this.clock = new Clock(options.now ?? Date.now, options.speed ?? 1);
		this.recorder = new Recorder(() => this.clock.now(), options.onRequest ?? (() => undefined));
		this.credentials = { ...fakeCredentials(), ...options.credentials };
		const { clock, recorder, faults, credentials } = this;
		const { signal } = this.stopping;
		this.state = createState(options, { clock, recorder, faults, credentials, signal });
		const context = { state: this.state, recorder, faults, signal, httpStatuses: options.httpStatuses };
		this.api = new HttpServer(host, options.apiPort ?? 0, serveApi(context));
		this.files = new HttpServer(host, options.filesPort ?? 0, serveFiles(context));
	}

	/** @throws when a port is in use */
	async open(): Promise<void> {
		const opened = await Promise.allSettled([this.api.open(), this.files.open()]);
		const failed = opened.find(({ status }) => status === 'rejected');
		if (failed) {
			await this.stop();
			throw (failed as PromiseRejectedResult).reason;
		}
		this.state.videoUrls.origin = this.files.url;
		if (this.options.withSamples) sampleProjects(this.filesUrl).forEach((sample) => this.addProject(sample));
	}

	/** Closes every connection and clears every timer. */
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

	/** Currently open connections, both origins together. */
	get openConnections(): number {
		return this.api.openConnections + this.files.openConnections;
	}

	get requests(): RequestRecord[] {
		return this.recorder.requests;
	}

	requestsTo(endpoint: EndpointName, projectKey?: string): RequestRecord[] {
		return this.recorder.requestsTo(endpoint, projectKey);
	}

	/** Bytes of a project's video sent so far, all downloads together. */
	bytesSent(projectKey: string): number {
		return this.recorder.bytesSent(projectKey);
	}

	/** Every export that was accepted and charged, in order, whether its response arrived or not. */
	get exports(): RequestRecord[] {
		return this.requests.filter(({ charged }) => charged > 0);
	}

	/** Every request that made a project, a speech or a translation, in order, whether its response arrived or not. */
	get creations(): RequestRecord[] {
		return this.requests.filter(({ created }) => created);
	}

	/** How often each body was accepted as an export, by its JSON text. */
	exportsPerBody(): Map<string, number> {
		const counts = new Map<string, number>();
		for (const { body } of this.exports) {
			const text = JSON.stringify(body);
			counts.set(text, (counts.get(text) ?? 0) + 1);
		}
		return counts;
	}

	/** The faults of the next requests to an endpoint, one each; replaces those set before. */
	injectFaults(endpoint: EndpointName, faults: Fault[], scope: FaultScope = {}): void {
		this.faults.set(endpoint, faults, scope);
	}

	addProject(project: NewProject = {}): Project {
		return this.state.projects.add(project);
	}

	/** Settings of the next export that has none yet; called once per export. */
	nextRender(settings: RenderSettings): void {
		this.state.projects.nextRender(settings);
	}

	/** Settings of the next project that AI Studios makes; called once per project. */
	nextCreation(settings: CreationSettings): void {
		this.state.projects.nextCreation(settings);
	}

	/** The order of all lists of projects from now on; newest first at the start. */
	orderProjects(order: (projects: Project[]) => Project[]): void {
		this.state.projects.order = order;
	}

	/** @throws when there is no such project in either generation */
	project(key: string): Project {
		const project = this.state.projects.find(key);
		if (!project) throw new Error(`The simulator has no project "${key}".`);
		return project;
	}

	/** The exact bytes of a project's video, in memory; see `videoHash` for large ones. */
	videoOf(key: string): Buffer {
		const video = this.state.projects.video(this.project(key));
		return Buffer.concat([...video.chunks(0, video.length)]);
	}

	/** SHA-256 of a project's video in hexadecimal digits, with constant memory. */
	videoHash(key: string): string {
		return hashOf(this.state.projects.video(this.project(key)));
	}

	get balance(): number {
		return this.state.projects.balance;
	}

	set balance(amount: number) {
		this.state.projects.balance = amount;
	}

	expireTokens(): void {
		this.state.authentication.expireTokens();
	}

	expireUrls(): void {
		this.state.videoUrls.expireAll();
	}

	/** Simulated milliseconds since 1970. */
	now(): number {
		return this.clock.now();
	}

	setSpeed(speed: number): void {
		this.clock.setSpeed(speed);
	}
}

import { ApiRejection, unknownProject } from './rejection';
import { randomHex, type Random } from './random';
import { renderStatusAt, type Render, type RenderStatus } from './renders';
import { makeMp3, makeWav } from './audio';
import { makeVideo } from './video';
import { bodyOf, type Body } from './body';
import type { Clock } from './clock';
import type { FileSettings, Generation, RenderSettings } from './options';

/** A project as the editor stores it, and its render once it has been exported. */
export interface Project {
	key: string;
	generation: Generation;
	name: string;
	scenes: unknown[];
	/** v3 settings that came with it (`orientation`, `resolution`, `workspaceId`). */
	settings: Record<string, unknown>;
	render?: Render;
	/** Set while, and after, AI Studios writes and designs it. */
	creation?: Render;
	/** A speech is kept like a project, but is none. */
	medium: 'video' | 'mp3' | 'wav';
	/** Cubes (v2) or credits (v3) that its last export cost. */
	price: number;
	file: FileSettings;
	/** Raised when the finished file is replaced with another one. */
	fileVersion: number;
}

export interface NewProject extends RenderSettings {
	generation?: Generation;
	name?: string;
	scenes?: unknown[];
	key?: string;
	settings?: Record<string, unknown>;
	medium?: Project['medium'];
}

/** How AI Studios makes a project; 10 to 30 simulated seconds by default. */
export interface CreationSettings {
	seconds?: number;
	curve?: Render['curve'];
}

/** The speech of v3 is in the response to the request. */
const AT_ONCE: RenderSettings = { seconds: 0, curve: 'linear', urlDelaySeconds: 0 };

const CREATION_SECONDS: [number, number] = [10, 30];
const KEY_DIGITS = 24;

/** All projects of both generations, the balance they are paid from, and the settings of the next renders. */
export class Projects {
	private readonly byKey = new Map<string, Project>();

	private readonly nextRenders: RenderSettings[] = [];

	private readonly nextCreations: CreationSettings[] = [];

	/** Set by tests: changes the order of the list. */
	order: (projects: Project[]) => Project[] = (projects) => projects;

	constructor(
		private readonly clock: Clock,
		private readonly random: Random,
		private readonly renderSeconds: [number, number],
		private readonly defaults: RenderSettings,
		public balance: number,
	) {}

	/** A draft; with `seconds` or a `curve` it is already rendering, and nothing is charged. */
	add(given: NewProject): Project {
		const key = given.key ?? randomHex(this.random, KEY_DIGITS);
		const project: Project = {
			key,
			generation: given.generation ?? 'v2',
			name: given.name ?? `Project ${key.slice(0, 6)}`,
			scenes: given.scenes ?? [],
			settings: given.settings ?? {},
			price: 0,
			file: { ...this.defaults, ...given },
			fileVersion: 1,
			medium: given.medium ?? 'video',
		};
		this.byKey.set(key, project);
		if (given.seconds !== undefined || given.curve !== undefined) this.startRender(project, given);
		return project;
	}

	/**
	 * A new project that is exported at once.
	 * @throws ApiRejection when the balance is too low; then there is no project either
	 */
	addAndExport(given: NewProject): Project {
		this.checkBalance(given);
		const project = this.add(given);
		this.export(project);
		return project;
	}

	/** A new draft that AI Studios makes, which takes a while. */
	addAndCreate(given: NewProject): Project {
		const project = this.add(given);
		const { seconds, curve = 'linear' } = this.nextCreations.shift() ?? {};
		const [shortest, longest] = CREATION_SECONDS;
		const randomSeconds = shortest + this.random() * (longest - shortest);
		project.creation = { startedAt: this.clock.now(), seconds: seconds ?? randomSeconds, curve, urlDelaySeconds: 0 };
		return project;
	}

	/**
	 * Charges a cube or credit per scene and starts the render.
	 * @throws ApiRejection when the balance is too low
	 */
	export(project: Project): void {
		if (project.creation && this.creationOf(project).state !== 'exported') {
			throw new ApiRejection(`Project "${project.key}" is not finished yet.`);
		}
		this.checkBalance(project);
		project.price = priceOf(project);
		this.balance -= project.price;
		const settings = project.medium === 'mp3' ? AT_ONCE : (this.nextRenders.shift() ?? {});
		project.file = { ...project.file, ...settings };
		this.startRender(project, settings);
	}

	private checkBalance(given: NewProject): void {
		const price = priceOf(given);
		if (price <= this.balance) return;
		const currency = given.generation === 'v3' ? 'credits' : 'cubes';
		throw new ApiRejection(`Not enough ${currency}: this export costs ${price}, the balance is ${this.balance}.`, 402);
	}

	private startRender(project: Project, settings: RenderSettings): void {
		const [shortest, longest] = this.renderSeconds;
		const randomSeconds = shortest + this.random() * (longest - shortest);
		project.render = {
			startedAt: this.clock.now(),
			seconds: settings.seconds ?? this.defaults.seconds ?? randomSeconds,
			curve: settings.curve ?? this.defaults.curve ?? 'linear',
			urlDelaySeconds: settings.urlDelaySeconds ?? this.defaults.urlDelaySeconds ?? 0,
		};
	}

	nextRender(settings: RenderSettings): void {
		this.nextRenders.push(settings);
	}

	nextCreation(settings: CreationSettings): void {
		this.nextCreations.push(settings);
	}

	find(key: string): Project | undefined {
		return this.byKey.get(key);
	}

	/** @throws ApiRejection when the generation has no such project */
	get(key: string, generation: Generation): Project {
		const project = this.byKey.get(key);
		if (project?.generation !== generation) throw unknownProject(key);
		return project;
	}

	/** @returns how many there were */
	delete(keys: string[], generation: Generation): number {
		const found = keys.filter((key) => this.byKey.get(key)?.generation === generation);
		return found.filter((key) => this.byKey.delete(key)).length;
	}

	/** Newest first, unless a test orders them otherwise. */
	list(generation: Generation): Project[] {
		const isListed = (project: Project) => project.generation === generation && project.medium === 'video';
		return this.order([...this.byKey.values()].filter(isListed).reverse());
	}

	statusOf(project: Project): RenderStatus {
		return renderStatusAt(project.render, this.clock.now());
	}

	/** How far AI Studios is with making it; `exported` means made. */
	creationOf(project: Project): RenderStatus {
		return renderStatusAt(project.creation, this.clock.now());
	}

	/** The file that the project's URL leads to. */
	video(project: Project): Body {
		const { key, name, fileVersion: version, file, medium } = project;
		if (medium === 'mp3') return bodyOf(makeMp3({ key, name, version }));
		if (medium === 'wav') return bodyOf(makeWav({ key, name, version }));
		return makeVideo({ key, name, version }, file.fileSize);
	}
}

/** One cube or credit per scene: a price of the simulator's own. */
function priceOf({ scenes = [] }: NewProject): number {
	return Math.max(1, scenes.length);
}

import { Refusal, unknownProject } from './refusal';
import { randomHex, type Random } from './random';
import { readRender, type Render, type RenderReading } from './renders';
import { makeVideo } from './video';
import type { Body } from './body';
import type { Clock } from './clock';
import type { FileSettings, Generation, RenderSettings } from './options';

/** A project as the editor keeps it, and its render once it has been exported. */
export interface Project {
	key: string;
	generation: Generation;
	name: string;
	scenes: unknown[];
	/** v3 settings that came with it (`orientation`, `resolution`, `workspaceId`). */
	settings: Record<string, unknown>;
	render?: Render;
	/** Cubes (v2) or credits (v3) its last export cost. */
	price: number;
	file: FileSettings;
	/** Raised when the finished file is exchanged for another one. */
	fileVersion: number;
}

export interface NewProject extends RenderSettings {
	generation?: Generation;
	name?: string;
	scenes?: unknown[];
	key?: string;
	settings?: Record<string, unknown>;
}

const KEY_DIGITS = 24;

/** All projects of both generations, the balance they are paid from, and the settings of renders to come. */
export class Projects {
	private readonly byKey = new Map<string, Project>();

	private readonly comingRenders: RenderSettings[] = [];

	constructor(
		private readonly clock: Clock,
		private readonly random: Random,
		private readonly renderSeconds: [number, number],
		private readonly standard: RenderSettings,
		public balance: number,
	) {}

	/** A designed project; with `seconds` or a `shape` it is already rendering, and nothing is charged. */
	add(given: NewProject): Project {
		const key = given.key ?? randomHex(this.random, KEY_DIGITS);
		const project: Project = {
			key,
			generation: given.generation ?? 'v2',
			name: given.name ?? `Project ${key.slice(0, 6)}`,
			scenes: given.scenes ?? [],
			settings: given.settings ?? {},
			price: 0,
			file: { ...this.standard, ...given },
			fileVersion: 1,
		};
		this.byKey.set(key, project);
		if (given.seconds !== undefined || given.shape !== undefined) this.beginRender(project, given);
		return project;
	}

	/** A new project that is exported at once; when the balance is too small there is no project either. */
	addAndExport(given: NewProject): Project {
		this.checkBalance(given);
		const project = this.add(given);
		this.export(project);
		return project;
	}

	/** Charges a cube or credit per scene and starts to render; refuses when the balance is too small. */
	export(project: Project): void {
		this.checkBalance(project);
		project.price = priceOf(project);
		this.balance -= project.price;
		const settings = this.comingRenders.shift() ?? {};
		project.file = { ...project.file, ...settings };
		this.beginRender(project, settings);
	}

	private checkBalance(given: NewProject): void {
		const price = priceOf(given);
		if (price <= this.balance) return;
		const unit = given.generation === 'v3' ? 'credits' : 'cubes';
		throw new Refusal(`Not enough ${unit}: this export needs ${price}, ${this.balance} are left.`, 402);
	}

	private beginRender(project: Project, settings: RenderSettings): void {
		const [shortest, longest] = this.renderSeconds;
		const drawn = shortest + this.random() * (longest - shortest);
		project.render = {
			startedAt: this.clock.now(),
			seconds: settings.seconds ?? this.standard.seconds ?? drawn,
			shape: settings.shape ?? this.standard.shape ?? 'linear',
			urlDelaySeconds: settings.urlDelaySeconds ?? this.standard.urlDelaySeconds ?? 0,
		};
	}

	nextRender(settings: RenderSettings): void {
		this.comingRenders.push(settings);
	}

	find(key: string): Project | undefined {
		return this.byKey.get(key);
	}

	/** @throws Refusal when the generation has no such project */
	get(key: string, generation: Generation): Project {
		const project = this.byKey.get(key);
		if (project?.generation !== generation) throw unknownProject(key);
		return project;
	}

	/** Newest first. */
	list(generation: Generation): Project[] {
		return [...this.byKey.values()].filter((project) => project.generation === generation).reverse();
	}

	read(project: Project): RenderReading {
		return readRender(project.render, this.clock.now());
	}

	video(project: Project): Body {
		const { key, name, fileVersion: version, file } = project;
		return makeVideo({ key, name, version }, file.fileSize);
	}
}

/** One cube or credit per scene; the simulator's own tariff. */
function priceOf({ scenes = [] }: NewProject): number {
	return Math.max(1, scenes.length);
}

import { Authentication } from './authentication';
import { DEFAULT_VARIANTS, ONE_DAY_SECONDS } from './options';
import { Projects, type Project } from './projects';
import { seededRandom, type Random } from './random';
import { VideoUrls } from './videoUrls';
import { Webhooks } from './webhooks';
import type { Clock } from './clock';
import type { FaultQueues } from './faults/faultQueues';
import type { Credentials, SimulatorOptions, Variants } from './options';
import type { Recorder } from './recorder';

const DEFAULT_RENDER_SECONDS: [number, number] = [60, 600];
const DEFAULT_BALANCE = 10_000;

/** What the endpoints of both generations work on. */
export interface SimulatorState {
	authentication: Authentication;
	projects: Projects;
	videoUrls: VideoUrls;
	webhooks: Webhooks;
	/** The projects of each translation, by its folder. */
	translations: Map<string, Project[]>;
	/** URIs of uploaded documents. */
	documents: Set<string>;
	random: Random;
	variants: Variants;
}

interface Dependencies {
	clock: Clock;
	recorder: Recorder;
	faults: FaultQueues;
	credentials: Credentials;
	signal: AbortSignal;
}

export function createState(options: SimulatorOptions, dependencies: Dependencies): SimulatorState {
	const { clock, credentials, recorder, faults, signal } = dependencies;
	const random = seededRandom(options.seed ?? 1);
	const seconds = options.renderSeconds ?? DEFAULT_RENDER_SECONDS;
	const balance = options.balance ?? DEFAULT_BALANCE;
	const projects = new Projects(clock, random, seconds, options.render ?? {}, balance);
	const videoUrls = new VideoUrls(clock, options.urlLifetimeSeconds ?? ONE_DAY_SECONDS);
	const tokenLifetime = options.tokenLifetimeSeconds ?? ONE_DAY_SECONDS;
	const authentication = new Authentication(credentials, clock, random, tokenLifetime);
	const webhooks = new Webhooks({ projects, videoUrls, recorder, faults, random, signal });
	const stateNames = { ...DEFAULT_VARIANTS.stateNames, ...options.variants?.stateNames };
	const variants = { ...DEFAULT_VARIANTS, ...options.variants, stateNames };
	const [translations, documents] = [new Map<string, Project[]>(), new Set<string>()];
	return { authentication, projects, videoUrls, webhooks, variants, translations, documents, random };
}

import { Access } from './access';
import { FileLinks } from './fileLinks';
import { DEFAULT_VARIANTS, ONE_DAY_SECONDS } from './options';
import { Projects, type Project } from './projects';
import { seededRandom } from './random';
import { Webhooks } from './webhooks';
import type { Clock } from './clock';
import type { Credentials, SimulatorOptions, Variants } from './options';
import type { Recorder } from './recorder';
import type { Route } from './routes';
import type { Scripts } from './script';

const DEFAULT_RENDER_SECONDS: [number, number] = [60, 600];
const DEFAULT_BALANCE = 10_000;

/** Everything that the two generations' handlers share. */
export interface World {
	access: Access;
	projects: Projects;
	links: FileLinks;
	webhooks: Webhooks;
	variants: Variants;
}

/** One request to the API, read and routed. */
export interface Call extends Route {
	authorization: string | undefined;
	query: URLSearchParams;
	/** Parsed JSON; undefined when the body was not JSON or not said to be. */
	body: unknown;
	/** Tells which project an export made, so that the record can name it. */
	project?: Project;
}

/** Works out the whole JSON answer of a success; refuses by throwing a Refusal. */
export type Handler = (call: Call, world: World) => object;

interface Tools {
	clock: Clock;
	recorder: Recorder;
	scripts: Scripts;
	credentials: Credentials;
	signal: AbortSignal;
}

/** Puts the world together as the simulator's options say. */
export function makeWorld(options: SimulatorOptions, { clock, credentials, ...tools }: Tools): World {
	const random = seededRandom(options.seed ?? 1);
	const seconds = options.renderSeconds ?? DEFAULT_RENDER_SECONDS;
	const balance = options.balance ?? DEFAULT_BALANCE;
	const projects = new Projects(clock, random, seconds, options.render ?? {}, balance);
	const links = new FileLinks(clock, options.urlLifetimeSeconds ?? ONE_DAY_SECONDS);
	const access = new Access(credentials, clock, random, options.tokenLifetimeSeconds ?? ONE_DAY_SECONDS);
	const webhooks = new Webhooks({ ...tools, projects, links, random });
	const stateNames = { ...DEFAULT_VARIANTS.stateNames, ...options.variants?.stateNames };
	const variants = { ...DEFAULT_VARIANTS, ...options.variants, stateNames };
	return { access, projects, links, webhooks, variants };
}

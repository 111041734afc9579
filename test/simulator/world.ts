import type { Access } from './access';
import type { Clock } from './clock';
import type { FileLinks } from './fileLinks';
import type { Variants } from './options';
import type { Project, Projects } from './projects';
import type { Random } from './random';
import type { Route } from './routes';
import type { Webhooks } from './webhooks';

/** Everything that the two generations' handlers share. */
export interface World {
	clock: Clock;
	random: Random;
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

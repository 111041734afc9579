import type { IDataObject } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { ActiveTrigger } from './activeTrigger';
import { Engine, type RunError } from './engine';
import { fastRuntime } from './fastRuntime';
import { credentialFor } from './generations';

export const SPEED = 100;

/** The account that a trigger watches, and triggers for it. */
export class WatchedAccount {
	constructor(
		readonly engine: Engine,
		readonly simulator: Simulator,
	) {}

	/** @returns the key of a new project that is downloadable at once */
	finish(name = 'Video', more: object = {}): string {
		return this.simulator.addProject({ generation: 'v3', name, seconds: 0, ...more }).key;
	}

	finishMany(count: number): string[] {
		return Array.from({ length: count }, (_, index) => this.finish(`Video ${index}`));
	}

	draft(name = 'Draft'): string {
		return this.simulator.addProject({ generation: 'v3', name }).key;
	}

	trigger(options: IDataObject = {}, generation: 'v2' | 'v3' = 'v3'): ActiveTrigger {
		return new ActiveTrigger(this.engine, credentialFor(generation, this.simulator), fastRuntime(SPEED), options);
	}

	async activeTrigger(options: IDataObject = {}): Promise<ActiveTrigger> {
		const trigger = this.trigger(options);
		await trigger.activate();
		return trigger;
	}
}

/** One engine for the tests of a file, and an account of its own for each of them. */
export function withWatchedAccount(assign: (account: WatchedAccount) => void) {
	let engine: Engine;
	let simulator: Simulator;

	beforeAll(async () => {
		engine = await Engine.start('filesystem', fastRuntime(SPEED));
	});
	afterAll(async () => await engine.stop());

	beforeEach(async () => {
		simulator = await startSimulator({ speed: SPEED });
		assign(new WatchedAccount(engine, simulator));
	});
	afterEach(async () => await simulator.stop());
}

export async function failureOf(work: Promise<unknown>): Promise<RunError> {
	return await work.then(
		() => {
			throw new Error('It did not fail');
		},
		(error: RunError) => error,
	);
}

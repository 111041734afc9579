import type { Runtime } from '../../nodes/shared/n8n/runtime';
import { startSimulator, type Simulator, type SimulatorOptions } from '../simulator';
import { Engine } from './engine';
import { sleptTime } from './sleptTime';

export interface Started {
	engine: Engine;
	simulator: Simulator;
	/** The time of both. */
	runtime: Runtime;
}

/**
 * One engine for the tests of a file, and a simulator of its own for each of them, on one clock.
 * @param assign is called before each test
 */
export function withFreshSimulator(options: Omit<SimulatorOptions, 'now' | 'speed'>, assign: (started: Started) => void) {
	const runtime = sleptTime();
	let engine: Engine;
	let simulator: Simulator;

	beforeAll(async () => {
		engine = await Engine.start('filesystem', runtime);
	});

	afterAll(async () => await engine.stop());

	beforeEach(async () => {
		simulator = await startSimulator({ ...options, now: () => runtime.now() });
		assign({ engine, simulator, runtime });
	});

	afterEach(async () => await simulator.stop());
}

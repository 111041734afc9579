import { startSimulator, type Simulator, type SimulatorOptions } from '../simulator';
import { Engine } from './engine';
import { fastRuntime } from './fastRuntime';

export interface Started {
	engine: Engine;
	simulator: Simulator;
}

/**
 * One engine for the tests of a file, and a simulator of its own for each of them.
 * @param options with the speed of both: node milliseconds and simulated ones per real millisecond
 * @param assign is called before each test
 */
export function withFreshSimulator(options: SimulatorOptions & { speed: number }, assign: (started: Started) => void) {
	let engine: Engine;
	let simulator: Simulator;

	beforeAll(async () => {
		engine = await Engine.start('filesystem', fastRuntime(options.speed));
	});

	afterAll(async () => await engine.stop());

	beforeEach(async () => {
		simulator = await startSimulator(options);
		assign({ engine, simulator });
	});

	afterEach(async () => await simulator.stop());
}

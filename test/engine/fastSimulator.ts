import { startSimulator, type Simulator } from '../simulator';
import { Engine } from './engine';
import { fastRuntime } from './fastRuntime';

const SPEED = 1_000;

/** One engine and one simulator for all tests of a file, both a thousand times as fast as real time; nobody runs out of money. */
export function withFastSimulator(assign: (started: { engine: Engine; simulator: Simulator }) => void) {
	let engine: Engine;
	let simulator: Simulator;

	beforeAll(async () => {
		engine = await Engine.start('filesystem', fastRuntime(SPEED));
		simulator = await startSimulator({ speed: SPEED, balance: 1_000_000 });
		assign({ engine, simulator });
	});

	afterAll(async () => {
		await simulator.stop();
		await engine.stop();
	});
}

import { Simulator } from './simulator';
import type { SimulatorOptions } from './options';

/** Starts a fake AI Studios on loopback; `stop()` it when done. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const simulator = new Simulator(options);
	await simulator.open();
	return simulator;
}

export type { Simulator } from './simulator';
export type { Credentials, FileSettings, Generation, RenderSettings, SimulatorOptions } from './options';
export type { NewProject, Project } from './projects';
export type { RequestRecord } from './recorder';
export type { ProgressCurve, Shape } from './renders';
export type { Endpoint } from './routes';

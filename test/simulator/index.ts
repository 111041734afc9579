import { Simulator } from './simulator';
import type { SimulatorOptions } from './options';

/** Starts a simulated AI Studios on loopback; call `stop()` when it is no longer needed. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const simulator = new Simulator(options);
	await simulator.open();
	return simulator;
}

export type { Simulator } from './simulator';
export type { Credentials, FileSettings, Generation, RenderSettings, SimulatorOptions } from './options';
export type { CreationSettings, NewProject, Project } from './projects';
export type { RequestRecord } from './recorder';
export type { CurveName, ProgressCurve } from './renders';
export type { EndpointName } from './router';

import { resultOf } from '../../check/finding';
import { runChecks } from '../../check/runChecks';
import { Service } from '../../check/service';
import type { Generation, Simulator } from '../simulator';
import { changedSimulator, PROJECTS, V2_CHANGES, V3_CHANGES, type Change } from './changedService';

let simulator: Simulator;

afterEach(async () => await simulator.stop());

/** What the check says about a simulator with these changes, with a render. */
async function findings(apiVersion: Generation, changes: Change[]) {
	simulator = await changedSimulator(apiVersion, changes);
	const service = new Service({ apiVersion, ...simulator.credentials, server: 'custom', customServer: simulator.url });
	return await runChecks(service, { projectKey: PROJECTS[apiVersion], render: { pollSeconds: 0.005 } });
}

const linesThatDiffer = (all: Awaited<ReturnType<typeof findings>>) => all.filter((finding) => resultOf(finding) === 'differs').map(({ name }) => name);

describe.each<[Generation, Change[], lines: number]>([
	['v2', V2_CHANGES, 12],
	['v3', V3_CHANGES, 19],
])('The check of API %s', (apiVersion, changes, lines) => {
	it('finds nothing in the simulator as it is', async () => {
		const all = await findings(apiVersion, []);

		expect(all.map(resultOf)).toEqual(Array(lines).fill('agrees'));
		expect(simulator.exports).toHaveLength(1);
	});

	it('has twelve changes to find, each in a line of its own', () => {
		expect(new Set(changes.map(({ line }) => line)).size).toBe(12);
	});

	it.each(changes)('reports $what in the line "$line" and in no other', async (change) => {
		const all = await findings(apiVersion, [change]);

		expect(linesThatDiffer(all)).toEqual([change.line]);
		expect(all.find(({ name }) => name === change.line)?.isHandled).toBe(change.isHandled);
	});

	it('reports all twelve together in exactly these lines', async () => {
		const all = await findings(apiVersion, changes);

		expect(linesThatDiffer(all).sort()).toEqual(changes.map(({ line }) => line).sort());
	});
});

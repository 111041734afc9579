import type { EndpointName } from '../simulator';
import { audioRows, downloadRows } from './downloadFaultRows';
import { creationRows, deletionRows, listRows, paidRows, progressRows, speechRows, templateRows, tokenRows, uploadRows, type FaultRow } from './faultRows';
import * as via from './faultWorkflows';
import { GENERATIONS, type Generation } from './generations';

/** A workflow that sends requests to an endpoint, and what may go wrong with them. */
export interface EndpointFaults {
	via: via.FaultWorkflow;
	generations: Generation[];
	rows: FaultRow[];
}

export const NO_NODE = 'no node sends it';
const ONLY_EDITOR = 'only the editor sends it, for a list to choose from';

const v3 = (workflow: via.FaultWorkflow, rows: FaultRow[]): EndpointFaults => ({ via: workflow, generations: ['v3'], rows });
const both = (workflow: via.FaultWorkflow, rows: FaultRow[]): EndpointFaults => ({ via: workflow, generations: GENERATIONS, rows });

/** A request that is not the first of a run is sent once more while the token is renewed. */
const afterAnother = (row: FaultRow): FaultRow => (row.title === '401 forever' ? { ...row, requests: 3 } : row);

/** By endpoint the workflows that reach it, or why none is there. An endpoint that is missing here does not compile. */
export const FAULTS_BY_ENDPOINT: Record<EndpointName, EndpointFaults[] | string> = {
	progress: [both(via.waitAndDownload, progressRows)],
	project: [both(via.designedProject, templateRows), both(via.getProject, listRows)],
	projectByName: [{ via: via.namedProject, generations: ['v2'], rows: templateRows }],
	exportProject: [both(via.exportProject, paidRows('the export'))],
	download: [both(via.waitAndDownload, downloadRows), { via: via.waitForSpeech, generations: ['v2'], rows: audioRows }, v3(via.downloadSpeech, audioRows)],
	token: [v3(via.waitAndDownload, tokenRows)],
	auth: 'only the test of a credential sends it: test/n8n/credentialTest.test.ts',
	projects: [v3(via.getProjects, listRows)],
	workspaces: ONLY_EDITOR,
	avatars: [v3(via.getAvatars, listRows)],
	avatarNames: ONLY_EDITOR,
	templates: ONLY_EDITOR,
	businessTemplates: NO_NODE,
	exportExisting: [v3(via.renderProject, paidRows('the export of project \\w+', 'cannot find'))],
	updateAndExport: NO_NODE,
	projectFromTemplate: NO_NODE,
	projectFromSlides: [v3(via.createFromSlides, paidRows('the slides'))],
	deleteProjects: [v3(via.deleteProject, deletionRows)],
	avatarClip: [both(via.createAvatarClip, paidRows('the avatar clip'))],
	customAvatarClip: [v3(via.createOwnClip, paidRows('the avatar clip'))],
	speech: [both(via.createSpeech, paidRows('the speech'))],
	speechProgress: [{ via: via.waitForSpeech, generations: ['v2'], rows: speechRows }],
	videoFromScript: [v3(via.createFromScript, paidRows('the video'))],
	videoFromTopic: [v3(via.createFromTopic, paidRows('the video'))],
	videoFromWebPage: [v3(via.createFromWebPage, paidRows('the video'))],
	uploadDocuments: [v3(via.uploadDocument, uploadRows)],
	videoFromDocuments: [v3(via.createFromDocument, paidRows('the video').map(afterAnother))],
	creationProgress: [v3(via.waitForCreation, creationRows)],
	createTranslation: [v3(via.createTranslation, paidRows('the translation'))],
	translation: [v3(via.getTranslation, listRows)],
	webhook: 'the simulator sends it, to the workflow',
};

/** Rows of each kind of end. */
const REPRESENTATIVE = ['no fault', 'success: false', 'success: false forever', '401 forever', '429 with Retry-After in seconds', '500', 'a connection reset', 'a cut body', 'a hung connection'];

export type FaultCase = [generation: Generation, endpoint: EndpointName, title: string, row: FaultRow, via: via.FaultWorkflow];

/** All rows of the other nodes; for the operations of AI Studios the representative rows, or the rest. */
export function faultCases(wanted: 'other nodes' | 'operations' | 'operations in full'): FaultCase[] {
	const faults = Object.entries(FAULTS_BY_ENDPOINT) as Array<[EndpointName, EndpointFaults[] | string]>;
	return faults.flatMap(([endpoint, ways]) => {
		if (typeof ways === 'string') return [];
		return ways.flatMap(({ via: workflow, generations, rows }) => {
			const chosen = rows.filter(({ title }) => wanted === kindOf(workflow, title));
			return generations.flatMap((generation) => chosen.map((row): FaultCase => [generation, endpoint, `${workflow.title}, ${row.title}`, row, workflow]));
		});
	});
}

function kindOf({ isOperation }: via.FaultWorkflow, title: string) {
	if (!isOperation) return 'other nodes';
	return REPRESENTATIVE.includes(title) ? 'operations' : 'operations in full';
}

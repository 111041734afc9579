import { AiStudiosExportProject } from '../../nodes/AiStudiosExportProject/AiStudiosExportProject.node';
import { AiStudiosGetProgress } from '../../nodes/AiStudiosGetProgress/AiStudiosGetProgress.node';
import { AiStudiosWaitAndDownload } from '../../nodes/AiStudiosWaitAndDownload/AiStudiosWaitAndDownload.node';
import { parametersOf } from './parameterKinds';
import type { NodeName } from './parameterRuns';

/** The titles of the tests are made before anything is loaded as n8n loads it. */
const TYPES = [new AiStudiosExportProject(), new AiStudiosGetProgress(), new AiStudiosWaitAndDownload()];

export function pathsOf(node: NodeName): string[] {
	return TYPES.filter(({ description }) => description.name === node).flatMap(parametersOf).map(({ path }) => path);
}

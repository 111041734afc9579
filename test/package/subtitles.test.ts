import { NodeHelpers, Workflow, type INode, type INodeParameters, type INodeType } from 'n8n-workflow';
import { AiStudios } from '../../nodes/AiStudios/AiStudios.node';
import { AiStudiosExportProject } from '../../nodes/AiStudiosExportProject/AiStudiosExportProject.node';
import { AiStudiosGetProgress } from '../../nodes/AiStudiosGetProgress/AiStudiosGetProgress.node';
import { AiStudiosTrigger } from '../../nodes/AiStudiosTrigger/AiStudiosTrigger.node';
import { AiStudiosWaitAndDownload } from '../../nodes/AiStudiosWaitAndDownload/AiStudiosWaitAndDownload.node';

/** The subtitle as n8n evaluates it for the canvas: with the node's parameters, and without items. */
function subtitleOf(type: INodeType, given: INodeParameters): unknown {
	const node: INode = { id: '1', name: 'Node', type: 'node', typeVersion: 1, position: [0, 0], parameters: {} };
	node.parameters = NodeHelpers.getNodeParameters(type.description.properties, given, true, false, node, type.description) ?? {};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes: { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) } });
	return workflow.expression.getSimpleParameterValue(node, type.description.subtitle, 'internal', {});
}

const aiStudios = new AiStudios();
const [exportProject, getProgress, trigger, waitAndDownload] = [new AiStudiosExportProject(), new AiStudiosGetProgress(), new AiStudiosTrigger(), new AiStudiosWaitAndDownload()];
const template = (...texts: string[]) => ({ template: JSON.stringify({ scenes: texts }) });

test.each<[string, INodeType, INodeParameters, string]>([
	['the default template', exportProject, {}, 'Export: 5 placeholders'],
	['one placeholder', exportProject, template('##NAME##'), 'Export: 1 placeholder'],
	['a placeholder in many places', exportProject, template('##A## and ##B##', '##A##'), 'Export: 2 placeholders'],
	['a placeholder with spaces', exportProject, template('## First name ##'), 'Export: 1 placeholder'],
	['a template without placeholders', exportProject, template('Hello'), 'Export from JSON'],
	['a project', exportProject, { templateSource: 'project' }, 'Export from project'],
	['progress', getProgress, {}, 'Check progress once'],
	['progress with routes', getProgress, { options: { routeByStatus: true } }, 'Route by status'],
	['a trigger', trigger, {}, 'Video finished'],
	['a trigger that downloads', trigger, { options: { download: true } }, 'Video finished: download'],
	['a download', waitAndDownload, {}, 'Download to data'],
	['a download to another field', waitAndDownload, { binaryProperty: 'video' }, 'Download to video'],
	['a new node', aiStudios, {}, 'createFromScript: video'],
	['an operation', aiStudios, { resource: 'project', operation: 'render' }, 'render: project'],
	['a URL', waitAndDownload, { download: false }, 'Video URL only'],
])('the subtitle for %s', (_what, type, parameters, subtitle) => {
	expect(subtitleOf(type, parameters)).toBe(subtitle);
});

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the examples from disk; not shipped */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodeTypeDescription,
	type IWorkflowBase,
	type ResourceMapperValue,
} from 'n8n-workflow';
import { AiStudios } from '../../nodes/AiStudios/AiStudios.node';
import { AiStudiosExportProject } from '../../nodes/AiStudiosExportProject/AiStudiosExportProject.node';
import { AiStudiosGetProgress } from '../../nodes/AiStudiosGetProgress/AiStudiosGetProgress.node';
import { AiStudiosTrigger } from '../../nodes/AiStudiosTrigger/AiStudiosTrigger.node';
import { AiStudiosWaitAndDownload } from '../../nodes/AiStudiosWaitAndDownload/AiStudiosWaitAndDownload.node';
import { compileTemplate } from '../../nodes/shared/core/template/compileTemplate';
import { parseTemplate } from '../../nodes/shared/core/template/parseTemplate';

const FOLDER = resolve(__dirname, '../../examples');
const PREFIX = 'n8n-nodes-aistudios.';
const NOTE = 'n8n-nodes-base.stickyNote';
/** Nodes used as tools have this at the end of their type. */
const TOOL = /Tool$/;
/** Parameters that n8n adds to a node used as a tool. */
const OF_TOOLS = ['descriptionType', 'toolDescription'];

const descriptions = new Map<string, INodeTypeDescription>(
	[new AiStudios(), new AiStudiosExportProject(), new AiStudiosGetProgress(), new AiStudiosTrigger(), new AiStudiosWaitAndDownload()].map(
		({ description }) => [description.name, description],
	),
);

const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
const examples = files.map((file) => ({
	file,
	workflow: JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as IWorkflowBase,
}));

function ours({ nodes }: IWorkflowBase): Array<{ node: INode; description: INodeTypeDescription }> {
	return nodes
		.filter(({ type }) => type.startsWith(PREFIX))
		.map((node) => {
			const name = node.type.slice(PREFIX.length);
			const description = descriptions.get(name) ?? descriptions.get(name.replace(TOOL, ''));
			if (!description) throw new Error(`"${node.name}" is of a type that this package does not have: ${node.type}`);
			return { node, description };
		});
}

/** Those of which something new comes: a video, or a file. */
const SOURCES = ['aiStudios', 'aiStudiosExportProject', 'aiStudiosTrigger'];

/** As n8n adds it to every trigger that polls. */
const POLL_TIMES: INodeProperties = { displayName: 'Poll Times', name: 'pollTimes', type: 'fixedCollection', default: {} };

/** A node with several operations has several properties of one name. */
const shown = (name: string, properties: INodeProperties[], root: INodeParameters, node: INode, description: INodeTypeDescription) =>
	[...properties, ...(description.polling ? [POLL_TIMES] : [])].find((candidate) => candidate.name === name && NodeHelpers.displayParameter(root, candidate, node, description, root));

/** Paths of parameters that have no property, or one that is not displayed. */
function unknownIn(parameters: INodeParameters, properties: INodeProperties[], root: INodeParameters, node: INode, description: INodeTypeDescription): string[] {
	return Object.entries(parameters).flatMap(([name, value]) => {
		const property = shown(name, properties, root, node, description);
		if (!property) return [name];
		if (property.type !== 'collection') return [];
		return unknownIn(value as INodeParameters, property.options as INodeProperties[], root, node, description).map(
			(inner) => `${name}.${inner}`,
		);
	});
}

/** Parameters of a wrong type, or with an option that does not exist; expressions may be anything. */
function wrongIn(parameters: INodeParameters, properties: INodeProperties[], root: INodeParameters, node: INode, description: INodeTypeDescription): string[] {
	return Object.entries(parameters).flatMap(([name, value]) => {
		const property = shown(name, properties, root, node, description);
		if (!property || (typeof value === 'string' && value.startsWith('='))) return [];
		if (property.type === 'collection') return wrongIn(value as INodeParameters, property.options as INodeProperties[], root, node, description);
		if (property.type === 'options' || property.type === 'multiOptions') {
			const choices = (property.options ?? []).map((option) => ('value' in option ? option.value : undefined));
			return [value].flat().filter((choice) => !choices.includes(choice as string)).map((choice) => `${name}: ${String(choice)}`);
		}
		const kinds: Record<string, string> = { boolean: 'boolean', number: 'number', string: 'string', json: 'string' };
		const kind = kinds[property.type];
		return kind === undefined || typeof value === kind ? [] : [`${name}: ${typeof value}`];
	});
}

test('there are at least six examples', () => {
	expect(files.length).toBeGreaterThanOrEqual(6);
});

describe.each(examples)('$file', ({ workflow }) => {
	const withDefaults = (node: INode, { properties }: INodeTypeDescription) => ({
		...NodeHelpers.getNodeParameters(properties, node.parameters, true, false, node, null),
	});

	test('begins something with a node of this package and uses what comes of it', () => {
		const sources = ours(workflow).filter(({ description }) => SOURCES.includes(description.name));
		expect(sources).not.toEqual([]);
		expect(sources.filter(({ node }) => !workflow.connections[node.name]).map(({ node }) => node.name)).toEqual([]);
	});

	test('explains itself in a sticky note', () => {
		const notes = workflow.nodes.filter(({ type }) => type === NOTE).map(({ parameters }) => String(parameters.content));
		expect(notes.join('\n').length).toBeGreaterThan(200);
	});

	test('contains no credential, no pinned data, no ID of the n8n it was exported from', () => {
		expect(workflow.nodes.filter((node) => 'credentials' in node)).toEqual([]);
		expect(Object.keys(workflow.pinData ?? {})).toEqual([]);
		expect(Object.keys(workflow).filter((key) => ['id', 'versionId', 'meta', 'active'].includes(key))).toEqual([]);
	});

	test('has only parameters that the nodes have and show', () => {
		const unknown = ours(workflow).flatMap(({ node, description }) =>
			unknownIn(node.parameters, description.properties, withDefaults(node, description), node, description)
				.filter((path) => !(TOOL.test(node.type) && OF_TOOLS.includes(path)))
				.map((path) => `${node.name}: ${path}`),
		);
		expect(unknown).toEqual([]);
	});

	test('has only options and types of values that the nodes accept', () => {
		const wrong = ours(workflow).flatMap(({ node, description }) =>
			wrongIn(node.parameters, description.properties, withDefaults(node, description), node, description).map((what) => `${node.name}: ${what}`),
		);
		expect(wrong).toEqual([]);
	});

	test('is written for the version the nodes have', () => {
		for (const { node, description } of ours(workflow)) expect([description.version].flat()).toContain(node.typeVersion);
	});

	test('lists the placeholders of its templates as fields', () => {
		for (const { node } of ours(workflow)) {
			if (typeof node.parameters.template !== 'string') continue;
			const { schema } = node.parameters.values as unknown as ResourceMapperValue;
			const { placeholders } = compileTemplate(parseTemplate(node.parameters.template));
			expect(schema.map(({ id }) => id)).toEqual(placeholders);
		}
	});

	test('connects existing nodes from existing outputs', () => {
		const names = workflow.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		for (const [from, kinds] of Object.entries(workflow.connections)) {
			expect(names).toContain(from);
			const targets = Object.values(kinds).flat(2);
			for (const target of targets) expect(names).toContain(target?.node);
		}
		for (const { node } of ours(workflow)) {
			const outputs = workflow.connections[node.name]?.main?.length ?? 0;
			const routed = (node.parameters.options as INodeParameters | undefined)?.routeByStatus === true;
			const errorOutput = node.onError === 'continueErrorOutput' ? 1 : 0;
			expect(outputs).toBeLessThanOrEqual((routed ? 3 : 1) + errorOutput);
		}
	});
});

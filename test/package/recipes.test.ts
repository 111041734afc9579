/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads tests and documents; not shipped */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INodeProperties, INodeType, INodeTypeDescription, IWorkflowBase } from 'n8n-workflow';
import ts from 'typescript';
import { apiOf } from '../../nodes/shared/core/api';
import { nodesIn, shippedSources, source } from '../architecture/sources';
import { FAULTS } from '../engine/faultTable';
import type { EndpointName } from '../simulator';
import * as faults from '../simulator/faults';
import { V2_ENDPOINTS } from '../simulator/v2';
import { V3_ENDPOINTS } from '../simulator/v3';

/* Steps of the recipes in CONTRIBUTING that neither the compiler nor another test would miss. */

const ROOT = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const testsIn = (folder: string) => readdirSync(join(ROOT, folder)).filter((file) => file.endsWith('.test.ts')).map((file) => `${folder}/${file}`);

/** All names that the files use, except where they only import them. */
function namesUsedIn(...files: string[]): Set<string> {
	const identifiers = files.flatMap((file) => [...nodesIn(source(file, read(file)).tree)].filter(ts.isIdentifier));
	return new Set(identifiers.filter(({ parent }) => !ts.isImportSpecifier(parent)).map(({ text }) => text));
}

let nodes: Array<{ className: string; description: INodeTypeDescription }>;

beforeAll(async () => {
	const { n8n } = JSON.parse(read('package.json')) as { n8n: { nodes: string[] } };
	nodes = await Promise.all(
		n8n.nodes.map(async (path) => {
			const [[className, Node]] = Object.entries((await import(join(ROOT, path))) as Record<string, new () => INodeType>);
			return { className, description: new Node().description };
		}),
	);
});

const optionsOf = ({ properties }: INodeTypeDescription) =>
	properties.filter(({ type }) => type === 'collection').flatMap(({ options }) => options as INodeProperties[]);

test('the changelog names the nodes and options that version 1.0.0 did not have', () => {
	const saved = (JSON.parse(read('test/package/fixtures/workflow-1.0.0.json')) as IWorkflowBase).nodes;
	const added = nodes.flatMap(({ description }) => {
		const before = saved.filter(({ type }) => type === `n8n-nodes-aistudios.${description.name}`);
		if (before.length === 0) return [description.displayName];
		const known = before.flatMap(({ parameters }) => Object.keys(parameters.options ?? {}));
		return optionsOf(description).filter(({ name }) => !known.includes(name)).map(({ displayName }) => displayName);
	});
	expect(added).toEqual(expect.arrayContaining(['Draft Only', 'Existing Project Key']));
	const [sinceThen] = read('CHANGELOG.md').split('\n## [1.0.0]');
	expect(added.filter((label) => !sinceThen.includes(`**${label}**`))).toEqual([]);
});

test('every option is set in a test on the engine', () => {
	const used = namesUsedIn(...testsIn('test/engine'));
	const names = nodes.flatMap(({ description }) => optionsOf(description).map(({ name }) => name));
	expect(names.length).toBeGreaterThan(15);
	expect(names.filter((name) => !used.has(name))).toEqual([]);
});

test('every node has its subtitles under test', () => {
	const used = namesUsedIn('test/package/subtitles.test.ts');
	expect(nodes.map(({ className }) => className).filter((name) => !used.has(name))).toEqual([]);
});

test('every endpoint has the shapes of its response under test', () => {
	const used = namesUsedIn('test/core/api/responses.test.ts');
	const OTHERS = ['acceptsSetting', 'editorUrl'];
	const endpoints = [apiOf('v2'), apiOf('v3')].flatMap((api) => Object.entries(api).flatMap(([name, value]) => (typeof value === 'function' ? [name] : [])));
	expect(endpoints).toEqual(expect.arrayContaining(['progress', 'token', 'projectByName']));
	expect(endpoints.filter((name) => !OTHERS.includes(name) && !used.has(name) && !used.has(`${name}Endpoint`))).toEqual([]);
});

test('every fault has a test of what a client sees, or a row of how a run must end', () => {
	const used = namesUsedIn('test/engine/faultTable.ts', ...testsIn('test/simulator'));
	expect(Object.keys(faults).length).toBeGreaterThan(25);
	expect(Object.keys(faults).filter((name) => !used.has(name))).toEqual([]);
});

/** Why an endpoint that a node sends has no rows in the table of faults. */
const WITHOUT_FAULT_ROWS: Partial<Record<EndpointName, string>> = {
	auth: 'the test of a credential sends it: test/n8n/credentialTest.test.ts',
	projectByName: 'is read like a project by its key',
	projects: 'the trigger sends it: test/engine/triggerFaults.test.ts; and the editor, for a list to choose from',
	workspaces: 'only the editor sends it, for a list to choose from',
	avatars: 'gives only names to the fields of a designed project: test/engine/designed.test.ts',
};

test('every endpoint that a node sends has rows in the table of faults, or a reason to have none', () => {
	const called = shippedSources()
		.filter(({ path }) => !path.startsWith('nodes/shared/core/'))
		.flatMap(({ tree }) => [...nodesIn(tree)].filter(ts.isCallExpression).map(({ expression }) => expression.getText(tree)));
	const isSent = (name: string) => called.some((text) => text.endsWith(`.${name}`) || text === `${name}Endpoint`);
	const sent = Object.keys({ ...V2_ENDPOINTS, ...V3_ENDPOINTS }).filter(isSent);
	expect(sent).toEqual(expect.arrayContaining(['exportProject', 'token', 'projects', 'avatars']));
	const withRows: string[] = FAULTS.map(({ endpoint }) => endpoint);
	expect(sent.filter((name) => !withRows.includes(name) && !(name in WITHOUT_FAULT_ROWS))).toEqual([]);
	expect(Object.keys(WITHOUT_FAULT_ROWS).filter((name) => !sent.includes(name))).toEqual([]);
});

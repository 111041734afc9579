/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads tests and documents; not shipped */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INodeProperties, INodeType, INodeTypeDescription, IWorkflowBase } from 'n8n-workflow';
import ts from 'typescript';
import { apiOf } from '../../nodes/shared/core/api';
import { nodesIn, shippedSources, source } from '../architecture/sources';
import { FAULTS_BY_ENDPOINT, NO_NODE } from '../engine/faultTable';
import * as faults from '../simulator/faults';
import { repositoryFiles } from './repositoryFiles';

/* Steps of the recipes in CONTRIBUTING that neither the compiler nor another test would miss. */

const ROOT = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const testsIn = (folder: string) => readdirSync(join(ROOT, folder)).filter((file) => file.endsWith('.test.ts')).map((file) => `${folder}/${file}`);

/** All names that the files use, except where they only import them. */
function namesUsedIn(...files: string[]): Set<string> {
	const identifiers = files.flatMap((file) => [...nodesIn(source(file, read(file)).tree)].filter(ts.isIdentifier));
	return new Set(identifiers.filter(({ parent }) => !ts.isImportSpecifier(parent)).map(({ text }) => text));
}

function textsIn(tree: ts.Node): string[] {
	return [...nodesIn(tree)].filter(ts.isStringLiteral).map(({ text }) => text);
}

/** The names in the types `FailureReason` and `RejectionReason`. */
function reasonsIn(file: string): string[] {
	const types = [...nodesIn(source(file, read(file)).tree)].filter(ts.isTypeAliasDeclaration).filter(({ name }) => name.text.endsWith('Reason'));
	return types.flatMap(textsIn);
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

test('every reason for a failed request has a response under test', () => {
	const file = 'test/core/http/classifyResponse.test.ts';
	const used = new Set(textsIn(source(file, read(file)).tree));
	const reasons = ['nodes/shared/core/http/classifyResponse.ts', 'nodes/shared/core/api/rejectionReason.ts'].flatMap(reasonsIn);
	expect(reasons).toEqual(expect.arrayContaining(['noResponse', 'credits']));
	expect(reasons.filter((reason) => !used.has(reason))).toEqual([]);
});

test('the recipes name files that are there', () => {
	const names = [...read('CONTRIBUTING.md').matchAll(/`([\w./-]+\.(?:ts|js|mjs|json|md))`/g)].map(([, name]) => name);
	const files = repositoryFiles();
	expect(names.length).toBeGreaterThan(80);
	const others = names.filter((name) => !name.includes('AiStudiosName'));
	expect(others.filter((name) => !files.some((file) => `/${file}`.endsWith(`/${name}`)))).toEqual([]);
});

test('every fault has a test of what a client sees, or a row of how a run must end', () => {
	const used = namesUsedIn('test/engine/faultRows.ts', 'test/engine/downloadFaultRows.ts', ...testsIn('test/simulator'));
	expect(Object.keys(faults).length).toBeGreaterThan(25);
	expect(Object.keys(faults).filter((name) => !used.has(name))).toEqual([]);
});

test('an endpoint has no rows of faults only as long as no node sends it', () => {
	const called = shippedSources()
		.filter(({ path }) => !path.startsWith('nodes/shared/core/'))
		.flatMap(({ tree }) => [...nodesIn(tree)].filter(ts.isCallExpression).map(({ expression }) => (ts.isPropertyAccessExpression(expression) ? expression.name.text : '')));
	expect(called).toEqual(expect.arrayContaining(['exportProject', 'projects', 'avatars']));
	const unsent = Object.entries(FAULTS_BY_ENDPOINT).flatMap(([name, faults]) => (faults === NO_NODE ? [name] : []));
	expect(unsent.filter((name) => called.includes(name))).toEqual([]);
});

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the README and loads the built nodes; not shipped */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INodeProperties, INodePropertyOptions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import type { Endpoint } from '../../nodes/shared/core/api';
import { V2_ENDPOINTS, V3_ENDPOINTS } from '../core/api/documentedRequests';
import { documentedAs, endpointRowsIn, isLeftOut, type ApiVersion } from './endpointTable';

const ROOT = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** All requests of the vendor's reference, version 1.6.x of 2026-05-14, each with a page that describes it. */
const DOCUMENTED = (JSON.parse(read('test/package/fixtures/documented-endpoints.json')) as Array<{ version: ApiVersion; method: string; path: string; page: string }>).map(
	({ version, method, path }) => `${version} ${method} ${path}`,
);
const PREFIXES: Record<ApiVersion, string> = { v2: '/api/odin', v3: '/api/odin/v3' };
const ROWS = endpointRowsIn(read('README.md'));

/** "v3 GET /editor/project/p1": a request of the core, without query. */
const requestsOf = (version: ApiVersion, endpoints: Array<[() => Endpoint<unknown>, unknown]>) =>
	endpoints.map(([endpoint]) => endpoint()).map(({ method, path }) => `${version} ${method} ${path.slice(PREFIXES[version].length).replace(/\?.*/, '')}`);
const SENT = [...requestsOf('v2', Object.values(V2_ENDPOINTS)), ...requestsOf('v3', Object.values(V3_ENDPOINTS))];

test('the README lists every documented endpoint, each once', () => {
	const listed = ROWS.flatMap(({ endpoints }) => endpoints);
	expect(DOCUMENTED).toHaveLength(52);
	expect(listed.filter((endpoint, index) => listed.indexOf(endpoint) < index)).toEqual([]);
	expect([...listed].sort()).toEqual([...DOCUMENTED].sort());
});

test('an endpoint that the core can send is documented', () => {
	expect(SENT.length).toBeGreaterThan(30);
	expect(SENT.filter((request) => documentedAs(request, DOCUMENTED) === undefined)).toEqual([]);
});

test('an endpoint is left out exactly when the core cannot send it', () => {
	const sent = new Set(SENT.map((request) => documentedAs(request, DOCUMENTED)));
	const listed = (leftOut: boolean) => ROWS.filter((row) => isLeftOut(row) === leftOut).flatMap(({ endpoints }) => endpoints);
	expect(listed(false).filter((endpoint) => !sent.has(endpoint))).toEqual([]);
	expect(listed(true).filter((endpoint) => sent.has(endpoint))).toEqual([]);
});

/** "Project › Get" and so on, as n8n shows a node with resources. */
function operationsOf({ properties }: INodeTypeDescription): string[] {
	const named = (name: string) => properties.filter((property) => property.name === name);
	const choices = ({ options = [] }: INodeProperties) => options as INodePropertyOptions[];
	return named('resource').flatMap(choices).flatMap(({ name, value }) => {
		const operations = named('operation').filter(({ displayOptions }) => displayOptions?.show?.resource?.includes(value));
		return operations.flatMap(choices).map((operation) => `${name} › ${operation.name}`);
	});
}

test('the table names nodes and operations that exist, and every operation', async () => {
	const { n8n } = JSON.parse(read('package.json')) as { n8n: { nodes: string[] } };
	const modules = await Promise.all(n8n.nodes.map(async (path) => (await import(join(ROOT, path))) as Record<string, new () => INodeType>));
	const nodes = modules.map((module) => new (Object.values(module)[0])().description);
	const operations = nodes.flatMap(operationsOf);
	const existing = [...nodes.map(({ displayName }) => displayName.replace(/^AI Studios /, '')), ...operations];
	const named = new Set(ROWS.flatMap(({ names }) => names));
	expect(operations).toEqual(expect.arrayContaining(['Project › Get', 'Video › Create From Script']));
	expect([...named].filter((name) => !existing.includes(name))).toEqual([]);
	expect(operations.filter((operation) => !named.has(operation))).toEqual([]);
	expect(ROWS.filter((row) => row.names.length > 0 && isLeftOut(row))).toEqual([]);
});

test('the rows are read from their columns', () => {
	const markdown = '| Job | Version 3 | Version 2 | Where it is |\n|---|---|---|---|\n| Read | `GET /a`, `GET /b` | `GET /a` | **Project › Get**, **Trigger** |\n| | – | `PUT /c` | Left out: why |\n\n| x | `GET /d` |\n';
	const rows = endpointRowsIn(markdown);
	expect(rows).toEqual([
		{ endpoints: ['v3 GET /a', 'v3 GET /b', 'v2 GET /a'], names: ['Project › Get', 'Trigger'], where: '**Project › Get**, **Trigger**' },
		{ endpoints: ['v2 PUT /c'], names: [], where: 'Left out: why' },
	]);
	expect(rows.map(isLeftOut)).toEqual([false, true]);
});

test.each([
	['v3 GET /project/export', 'v3 GET /project/export'],
	['v3 GET /project/p1', 'v3 GET /project/{key}'],
	['v3 GET /project/p1/more', undefined],
	['v2 GET /project/p1', undefined],
])('%s is documented as %s', (request, endpoint) => {
	expect(documentedAs(request, ['v3 GET /project/{key}', 'v3 GET /project/export'])).toBe(endpoint);
});

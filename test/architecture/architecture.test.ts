import { fieldNamesOutsideApi, versionsOutsideApi } from './apiKnowledge';
import { fileCircles, folderCircles, importsOf, outsideCore } from './imports';
import { authorizationElsewhere, credentialInDownload, requestOptionsElsewhere } from './requests';
import { secretsHandedAround } from './secrets';
import { shippedSources, source, type Source } from './sources';
import { timeTakenElsewhere } from './time';

const SOURCES = shippedSources();
const CORE = 'nodes/shared/core';
const N8N = 'nodes/shared/n8n';

/** Invented sources that break a rule in this way, and what is reported of them. */
type Offence = [what: string, files: Record<string, string>, reported: string[]];

const invented = (files: Record<string, string>): Source[] => Object.entries(files).map(([path, text]) => source(path, text));

interface Rule {
	title: string;
	check: (sources: Source[]) => string[];
	offences: Offence[];
	/** Similar sources that are fine. */
	fine: Array<Record<string, string>>;
}

const RULES: Rule[] = [
	{
		title: 'no files import each other in a circle',
		check: fileCircles,
		offences: [
			['two files', { 'nodes/a.ts': "import { b } from './b';", 'nodes/b.ts': "import type { a } from './a';" }, ['nodes/a.ts → nodes/b.ts → nodes/a.ts']],
			[
				'a circle over three files, not begun at its first',
				{
					'nodes/start.ts': "export * from './x/a';",
					'nodes/x/a.ts': "export { b } from '../b';",
					'nodes/b.ts': "type C = import('./c').C;",
					'nodes/c.ts': "const a = require('./x/a');",
				},
				['nodes/x/a.ts → nodes/b.ts → nodes/c.ts → nodes/x/a.ts'],
			],
			['an index file', { 'nodes/x/index.ts': "export * from './a';", 'nodes/x/a.ts': "import '../x';" }, ['nodes/x/index.ts → nodes/x/a.ts → nodes/x/index.ts']],
			['a file that imports itself', { 'nodes/a.ts': "import './a';" }, ['nodes/a.ts → nodes/a.ts']],
		],
		fine: [{ 'nodes/a.ts': "import './b'; import './c';", 'nodes/b.ts': "import './c';", 'nodes/c.ts': "import 'n8n-workflow';" }],
	},
	{
		title: 'no folders import each other in a circle',
		check: folderCircles,
		offences: [
			[
				'two folders of the core, by different files',
				{
					[`${CORE}/api/a.ts`]: "import '../http/b';",
					[`${CORE}/http/b.ts`]: '',
					[`${CORE}/http/c.ts`]: "import '../api/d';",
					[`${CORE}/api/d.ts`]: '',
				},
				['core/api → core/http → core/api'],
			],
			['the core and one of its folders', { [`${CORE}/json.ts`]: "import './api/a';", [`${CORE}/api/a.ts`]: "import '../errors';", [`${CORE}/errors.ts`]: '' }, ['core → core/api → core']],
			[
				'two nodes and the adapters',
				{ 'nodes/AiOne/a.ts': "import '../AiTwo/b';", 'nodes/AiTwo/methods/b.ts': "import '../../shared/n8n/c';", 'nodes/AiTwo/b.ts': '', [`${N8N}/c.ts`]: "import '../../AiOne/a';" },
				['AiOne → AiTwo → n8n → AiOne'],
			],
		],
		fine: [{ 'nodes/AiOne/a.ts': "import './b'; import '../shared/n8n/c';", 'nodes/AiOne/b.ts': '', [`${N8N}/c.ts`]: "import '../core/api/d';", [`${CORE}/api/d.ts`]: "import '../json';", [`${CORE}/json.ts`]: '' }],
	},
	{
		title: 'the core imports nothing outside the core',
		check: outsideCore,
		offences: [
			['n8n', { [`${CORE}/a.ts`]: "import type { IDataObject } from 'n8n-workflow';" }, [`${CORE}/a.ts:1: imports n8n-workflow`]],
			['a built-in of Node', { [`${CORE}/a.ts`]: "\nconst fs = await import('node:fs');" }, [`${CORE}/a.ts:2: imports node:fs`]],
			['the adapters', { [`${CORE}/api/a.ts`]: "export * from '../../n8n/b';", [`${N8N}/b.ts`]: '' }, [`${CORE}/api/a.ts:1: imports ../../n8n/b`]],
			['a folder whose name begins with core', { [`${CORE}/a.ts`]: "import '../corelike/b';", 'nodes/shared/corelike/b.ts': '' }, [`${CORE}/a.ts:1: imports ../corelike/b`]],
		],
		fine: [{ [`${CORE}/api/a.ts`]: "import '../json';", [`${CORE}/json.ts`]: '', [`${N8N}/b.ts`]: "import 'n8n-workflow';" }],
	},
	{
		title: 'secrets are handed around nowhere',
		check: secretsHandedAround,
		offences: [
			['a parameter', { [`${CORE}/http/a.ts`]: 'function f(text: string, secrets: string[]) {}' }, [`${CORE}/http/a.ts:1: has secrets`]],
			['a parameter of an arrow function', { [`${N8N}/a.ts`]: 'const f = (secret?: string) => 1;' }, [`${N8N}/a.ts:1: has secret`]],
			['a part of a parameter', { [`${N8N}/a.ts`]: 'function f({ server, secrets }: Credential) {}' }, [`${N8N}/a.ts:1: has secrets`]],
			['a property of a constructor', { [`${N8N}/a.ts`]: 'class A { constructor(private readonly secrets: string[]) {} }' }, [`${N8N}/a.ts:1: has secrets`]],
			['a property of a type', { [`${N8N}/a.ts`]: 'interface A { secrets: string[] }' }, [`${N8N}/a.ts:1: has secrets`]],
			['a property of an object', { 'nodes/AiOne/a.ts': 'f({\n\tsecrets: [key],\n});' }, ['nodes/AiOne/a.ts:2: has secrets']],
		],
		fine: [
			{ [`${CORE}/redact.ts`]: 'export function redact(text: string, secrets: string[]) {}', [`${N8N}/credential.ts`]: 'const secrets = [];' },
			{ [`${CORE}/a.ts`]: '// secrets stay where they are\nconst text = "secrets";' },
		],
	},
	{
		title: 'the fields of requests and responses are known to core/api only',
		check: fieldNamesOutsideApi,
		offences: [
			['reading a field', { [`${CORE}/wait/a.ts`]: 'const url = data.downloadUrl;' }, [`${CORE}/wait/a.ts:1: knows downloadUrl`]],
			['reading a field by its text', { [`${N8N}/a.ts`]: "const url = clip['source_url'];" }, [`${N8N}/a.ts:1: knows source_url`]],
			['reading a field with a helper', { [`${N8N}/a.ts`]: "const cubes = numberAt(data, 'cube_used');" }, [`${N8N}/a.ts:1: knows cube_used`]],
			['taking an object apart', { [`${N8N}/a.ts`]: 'const { success, projectId: key } = envelope;' }, [`${N8N}/a.ts:1: knows success`, `${N8N}/a.ts:1: knows projectId`]],
			['building an object', { 'nodes/AiOne/a.ts': 'send({ msg: "no", scripts });' }, ['nodes/AiOne/a.ts:1: knows msg', 'nodes/AiOne/a.ts:1: knows scripts']],
			['declaring a type', { [`${CORE}/template/a.ts`]: 'interface Scene { AIModel: object }' }, [`${CORE}/template/a.ts:1: knows AIModel`]],
			['comparing a type of clip', { [`${CORE}/template/a.ts`]: "if (clip.type === 'videoImage') f();" }, [`${CORE}/template/a.ts:1: knows videoImage`]],
			['an option that is not in the table', { 'nodes/AiStudiosExportProject/options.ts': "const a = { name: 'workspaceId' };" }, ['nodes/AiStudiosExportProject/options.ts:1: knows workspaceId']],
		],
		fine: [
			{ [`${CORE}/api/v2.ts`]: "textAt(data, 'downloadUrl', 'download_url');" },
			{ 'nodes/shared/n8n/exportSettings.ts': "const a = { name: 'workspaceId' };" },
			{ [`${N8N}/a.ts`]: '// download_url\nconst success = true; const scripts = [success]; f(scripts, render.videoUrl, "a success");' },
		],
	},
	{
		title: 'the versions of the API are known to core/api and the credential only',
		check: versionsOutsideApi,
		offences: [
			['a comparison', { 'nodes/AiOne/a.ts': "if (api.generation === 'v3') f();" }, ['nodes/AiOne/a.ts:1: names a version: v3']],
			['a description', { 'nodes/AiOne/a.ts': "const description = 'Sent with API version 3 only.';" }, ['nodes/AiOne/a.ts:1: names a version: Sent with API version 3 only.']],
			['a template of a text', { [`${CORE}/http/a.ts`]: 'const text = `${name} is of Version 2, not ${other}`;' }, [`${CORE}/http/a.ts:1: names a version:  is of Version 2, not `]],
		],
		fine: [
			{ [`${CORE}/api/v2.ts`]: "const generation = 'v2';", [`${N8N}/credentialTest.ts`]: "const hint = 'for version 3';", 'credentials/A.credentials.ts': "const a = { apiVersion: ['v3'] };" },
			{ 'nodes/AiOne/a.ts': "// v2\nconst description = { version: 2 }; const address = 'https://v2.aistudios.com', next = 'version 20';" },
		],
	},
	{
		title: 'time is taken from the machine and from n8n in n8n/runtime.ts only',
		check: timeTakenElsewhere,
		offences: [
			['the present time', { [`${N8N}/a.ts`]: 'const now = Date.now();' }, [`${N8N}/a.ts:1: Date`]],
			['a function of it', { [`${N8N}/a.ts`]: 'const { now } = Date;' }, [`${N8N}/a.ts:1: Date`]],
			['a new date', { [`${CORE}/a.ts`]: 'const now = new Date();' }, [`${CORE}/a.ts:1: Date`]],
			['measured time', { [`${N8N}/a.ts`]: 'const start = performance.now();' }, [`${N8N}/a.ts:1: performance`]],
			["n8n's sleep", { [`${N8N}/a.ts`]: "import { NodeApiError, sleep } from 'n8n-workflow';" }, [`${N8N}/a.ts:1: sleep`]],
			["n8n's sleep by another name", { 'nodes/AiOne/a.ts': "import { sleepWithAbort as pause } from 'n8n-workflow';" }, ['nodes/AiOne/a.ts:1: sleepWithAbort as pause']],
			['a fixed timeout', { [`${N8N}/a.ts`]: 'function f(ms: number) { return AbortSignal.timeout(30_000); }' }, [`${N8N}/a.ts:1: AbortSignal.timeout(30_000)`]],
			['a timeout of the file', { [`${N8N}/a.ts`]: 'const LIMIT_MS = 5; function f(ms: number) { return AbortSignal.timeout(LIMIT_MS); }' }, [`${N8N}/a.ts:1: AbortSignal.timeout(LIMIT_MS)`]],
			['a timeout of the class', { [`${N8N}/a.ts`]: 'class A { limit = 5; constructor(private ms: number) {} f() { return AbortSignal.timeout(this.limit); } }' }, [`${N8N}/a.ts:1: AbortSignal.timeout(this.limit)`]],
		],
		fine: [
			{ [`${N8N}/runtime.ts`]: "import { sleep } from 'n8n-workflow'; const now = () => Date.now();" },
			{ [`${CORE}/a.ts`]: 'const at = Date.parse(text), day = new Date(text), is = day instanceof Date; function f(clock: Clock, date: Date) { return clock.now() + clock.sleep(5); }' },
			{ [`${N8N}/requestAbort.ts`]: 'const start = performance.now();' },
			{ [`${N8N}/a.ts`]: 'class A { constructor(private readonly timeoutMs: number) {} f() { return AbortSignal.timeout(this.timeoutMs); } }' },
			{ [`${N8N}/a.ts`]: 'const f = ({ requestTimeoutMs }: Runtime) => AbortSignal.timeout(requestTimeoutMs); const g = (runtime: Runtime) => AbortSignal.timeout(runtime.requestTimeoutMs);' },
		],
	},
	{
		title: 'the options of requests are built in n8n/apiRequest.ts, those of downloads in n8n/fileTransport.ts',
		check: requestOptionsElsewhere,
		offences: [
			['a streamed request', { [`${N8N}/a.ts`]: "const options = { method, encoding: 'stream' };" }, [`${N8N}/a.ts:1: sets encoding`]],
			["a request of n8n's older helper", { [`${N8N}/credentialTest.ts`]: 'request({ uri, simple: false });' }, [`${N8N}/credentialTest.ts:1: sets simple`]],
		],
		fine: [{ [`${N8N}/apiRequest.ts`]: "const options = { encoding: 'stream' };" }, { [`${N8N}/fileTransport.ts`]: "const options = { encoding: 'stream' };" }],
	},
	{
		title: 'the Authorization header is set in n8n/apiRequest.ts and by the credential only',
		check: authorizationElsewhere,
		offences: [
			['a header', { [`${N8N}/apiTransport.ts`]: 'const headers = { Authorization: token };' }, [`${N8N}/apiTransport.ts:1: sets Authorization`]],
			['a header in quotes', { 'nodes/AiOne/a.ts': "const headers = { 'authorization': token };" }, ['nodes/AiOne/a.ts:1: sets authorization']],
			['a header that is set later', { [`${N8N}/a.ts`]: "headers['Authorization'] = token;" }, [`${N8N}/a.ts:1: 'Authorization'`]],
		],
		fine: [{ [`${N8N}/apiRequest.ts`]: 'const headers = { Authorization: token };' }, { [`${N8N}/a.ts`]: 'send(request, authorization);' }],
	},
	{
		title: 'a download carries no credential',
		check: credentialInDownload,
		offences: [
			["n8n's authenticated helper", { [`${N8N}/fileTransport.ts`]: 'helpers.httpRequestWithAuthentication.call(context);' }, [`${N8N}/fileTransport.ts:1: httpRequestWithAuthentication`]],
			['a header', { [`${N8N}/fileTransport.ts`]: 'const headers = { Authorization: token };' }, [`${N8N}/fileTransport.ts:1: Authorization`]],
		],
		fine: [{ [`${N8N}/fileTransport.ts`]: '// no credential\nhelpers.httpRequest({ url });' }],
	},
];

describe.each(RULES)('$title', ({ check, offences, fine }) => {
	test('holds', () => {
		expect(check(SOURCES)).toEqual([]);
	});

	test.each(offences)('is broken by %s', (_what, files, reported) => {
		expect(check(invented(files))).toEqual(reported);
	});

	test('is not broken by what only looks similar', () => {
		expect(fine.flatMap((files) => check(invented(files)))).toEqual([]);
	});
});

test('all shipped sources are read, and every relative import leads to one of them', () => {
	const paths = new Set(SOURCES.map(({ path }) => path));
	expect(paths).toContain('credentials/AiStudiosApi.credentials.ts');
	expect(paths).toContain('nodes/shared/core/json.ts');
	expect(paths).toContain('nodes/AiStudiosExportProject/AiStudiosExportProject.node.ts');
	const imports = SOURCES.flatMap((file) => importsOf(file, SOURCES)).flatMap(({ path }) => path ?? []);
	expect(imports.length).toBeGreaterThan(100);
	expect(imports.filter((path) => !paths.has(path))).toEqual([]);
});

test('every file that a rule makes an exception of exists', () => {
	const paths = new Set(SOURCES.map(({ path }) => path));
	const exceptions = ['core/redact.ts', 'n8n/credential.ts', 'n8n/credentialTest.ts', 'n8n/runtime.ts', 'n8n/requestAbort.ts', 'n8n/apiRequest.ts', 'n8n/fileTransport.ts', 'n8n/exportSettings.ts'].map((path) => `nodes/shared/${path}`);
	const ofExport = ['defaultTemplate.ts'].map((path) => `nodes/AiStudiosExportProject/${path}`);
	expect([...exceptions, ...ofExport].filter((path) => !paths.has(path))).toEqual([]);
});

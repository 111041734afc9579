/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the documents and loads the built package as n8n does; not shipped */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PackageDirectoryLoader } from 'n8n-core';
import type { INodeProperties, IWorkflowBase } from 'n8n-workflow';
import { shippedSources, source } from '../architecture/sources';
import { parseGlossary, proseOf, ruledOut, textsIn, withoutGlossary, type Term, type UserText } from './glossary';

const ROOT = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const filesIn = (folder: string, pattern: RegExp) => readdirSync(join(ROOT, folder)).filter((file) => pattern.test(file)).map((file) => `${folder}/${file}`);

const GLOSSARY = parseGlossary(read('CONTRIBUTING.md'));

/** Properties of a description that n8n shows. */
const SHOWN = new Set(['displayName', 'name', 'description', 'hint', 'placeholder', 'action', 'subtitle', 'emptyFieldsNotice', 'noFieldsError', 'valuesLabel', 'singular', 'plural', 'alias', 'label']);

/** All that a description or codex shows, with the path to each text. */
function shownIn(value: unknown, place: string, isShown = false): UserText[] {
	if (typeof value === 'string') return isShown ? [{ place, text: value }] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => shownIn(inner, `${place}.${key}`, Array.isArray(value) ? isShown : SHOWN.has(key)));
}

/** Labels of parameters and options. */
function labelsOf(properties: INodeProperties[]): string[] {
	return properties
		.filter(({ type }) => type !== 'notice' && type !== 'hidden')
		.flatMap(({ type, displayName, options }) => (type === 'collection' ? labelsOf(options as INodeProperties[]) : [displayName]));
}

/** n8n's own loader, which looks for its settings below a folder that must be named first. */
async function loadPackage(): Promise<PackageDirectoryLoader> {
	const home = mkdtempSync(join(tmpdir(), 'aistudios-n8n-'));
	process.env.N8N_USER_FOLDER ??= home;
	const core = await import('n8n-core');
	const loader = new core.PackageDirectoryLoader(ROOT);
	await loader.loadAll();
	rmSync(home, { recursive: true, force: true });
	return loader;
}

describe('the texts that users read use the words of the glossary', () => {
	test('labels, descriptions, hints and codex of the built package', async () => {
		const loader = await loadPackage();
		const texts = [...loader.types.nodes, ...loader.types.credentials].flatMap((type) => shownIn(type, type.name));
		expect(texts.length).toBeGreaterThan(150);
		expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['AI Studios Get Progress', 'Dry Run', 'Whether to download the finished video as a file. When turned off, the node only returns its URL, which works for a limited time.', 'talking head', 'From List']));
		expect(ruledOut(texts, GLOSSARY)).toEqual([]);
	});

	test('messages, descriptions and hints in the sources', () => {
		const texts = shippedSources().flatMap(textsIn);
		expect(texts.length).toBeGreaterThan(200);
		expect(ruledOut(texts, GLOSSARY)).toEqual([]);
	});

	test('what the demo, the check and the simulator print', () => {
		const files = [...filesIn('demo', /\.ts$/), ...filesIn('check', /\.ts$/), ...filesIn('test/simulator', /(?<!\.test)\.ts$/)];
		const texts = files.flatMap((file) => textsIn(source(file, read(file))));
		expect(texts.length).toBeGreaterThan(50);
		expect(ruledOut(texts, GLOSSARY)).toEqual([]);
	});

	test('README, docs, CONTRIBUTING, CHANGELOG, SECURITY and the templates of issues', () => {
		const texts = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', ...filesIn('docs', /\.md$/), '.github/pull_request_template.md', ...filesIn('.github/ISSUE_TEMPLATE', /_(report|request)\.yml$/)].map((file) => ({ place: file, text: proseOf(withoutGlossary(read(file))) }));
		expect(ruledOut(texts, GLOSSARY)).toEqual([]);
	});

	test.each(filesIn('examples', /\.json$/))('the notes in %s', (file) => {
		const { nodes } = JSON.parse(read(file)) as IWorkflowBase;
		const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote').map(({ parameters }) => String(parameters.content));
		const names = nodes.map(({ name }) => `**${name}**`);
		const texts = notes.map((note) => ({ place: file, text: proseOf(names.reduce((text, name) => text.replaceAll(name, '…'), note)) }));
		expect(texts).not.toEqual([]);
		expect(ruledOut(texts, GLOSSARY)).toEqual([]);
	});

	test('the pictures, and what the package says of itself', () => {
		const { description, keywords } = JSON.parse(read('package.json')) as { description: string; keywords: string[] };
		const pictures = filesIn('docs/images', /\.svg$/).flatMap((place) => [...read(place).matchAll(/>([^<>{}]+)<|aria-label="([^"]+)"/g)].map(([, text, label]) => ({ place, text: text ?? label })));
		expect(ruledOut([{ place: 'package.json', text: [description, ...keywords].join('. ') }, ...pictures], GLOSSARY)).toEqual([]);
	});
});

test('the README names every parameter and option', async () => {
	const loader = await loadPackage();
	const labels = loader.types.nodes.flatMap(({ properties }) => labelsOf(properties));
	expect(labels).toEqual(expect.arrayContaining(['Project Key', 'Dry Run', 'Poll Interval (Seconds)']));
	const rows = read('README.md').split('\n').filter((line) => line.startsWith('|'));
	const named = rows.flatMap((row) => row.split('|')[1].split(',')).map((name) => name.replace('(option)', '').trim());
	expect(labels.filter((label) => !named.includes(label))).toEqual([]);
});

describe('the glossary', () => {
	test('rules out at least forty words, and each of them with a word to use instead', () => {
		expect(GLOSSARY.length).toBeGreaterThan(20);
		expect(GLOSSARY.flatMap(({ never }) => never).length).toBeGreaterThanOrEqual(40);
		expect(GLOSSARY.filter(({ use }) => use === '')).toEqual([]);
	});

	test('excepts only phrases with a word that it rules out', () => {
		const bare = GLOSSARY.map((term) => ({ ...term, allowed: [] }));
		const idle = GLOSSARY.flatMap(({ allowed }) => allowed).filter((phrase) => ruledOut([{ place: '', text: phrase }], bare).length === 0);
		expect(idle).toEqual([]);
	});

	test('is read from its table: words in code font, and the phrases after "Allowed:"', () => {
		const markdown = '# A\n\n| Use | x |\n|---|---|\n| a | `b` |\n\n## Glossary\n\nWords.\n\n| Use | Never | Note |\n|---|---|---|\n| export | `order`, cashier | A project. Allowed: `in order` |\n| expired | – | `x` |\n\n## Next\n\n| c | `d` | e |\n';
		expect(parseGlossary(markdown)).toEqual([
			{ use: 'export', never: ['order'], allowed: ['in order'] },
			{ use: 'expired', never: [], allowed: [] },
		]);
		expect(withoutGlossary(markdown)).not.toMatch(/order/);
		expect(withoutGlossary(markdown)).toMatch(/`b`[\s\S]*Words\.[\s\S]*`d`/);
	});
});

describe('the search', () => {
	const terms: Term[] = [
		{ use: 'export', never: ['order'], allowed: ['in order'] },
		{ use: 'reject', never: ['refuse'], allowed: ['connection was refused'] },
		{ use: 'return', never: ['give out'], allowed: [] },
	];
	const found = (text: string) => ruledOut([{ place: 'a.ts:1', text }], terms);

	test('reports place, word, what to use, and the sentence', () => {
		expect(found('All is well. Two videos were Ordered. Done.')).toEqual(['a.ts:1: "Ordered" (use: export) in "Two videos were Ordered."']);
	});

	test.each(['orders', 'ordering', 'refusing', 'refuses', 'It gives out a key', 'the "order"', 'order/export', 'in order to order'])('finds "%s"', (text) => {
		expect(found(text)).toHaveLength(1);
	});

	test.each(['border', 'orderly', 'refusenik', 'in order', 'In order', 'the connection was refused', 'given out', 'exported'])('lets "%s" pass', (text) => {
		expect(found(text)).toEqual([]);
	});

	test('reads every text with a space in a source, also around what is filled in', () => {
		const code = "import x from 'an order';\n// an order\nconst a = `No order ${id} in ${'two words'}.`;\nconst b = 'order';";
		expect(textsIn(source('nodes/a.ts', code))).toEqual([
			{ place: 'nodes/a.ts:1', text: 'an order' },
			{ place: 'nodes/a.ts:3', text: 'No order … in ….' },
			{ place: 'nodes/a.ts:3', text: 'two words' },
		]);
	});

	test('reads the prose of a markdown file, and neither its code nor its addresses', () => {
		const prose = proseOf('An [order](order.md) of `order` and ``or`der``.\n\n```sh\norder\n```\n\n| A cell | `code` |\n|---|---|\nhttps://order.example');
		expect(prose.match(/order/g)).toHaveLength(1);
		expect(prose).toMatch(/A cell/);
	});
});

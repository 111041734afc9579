import ts from 'typescript';
import { nodesIn, type Source } from '../architecture/sources';

/** One row of the glossary in CONTRIBUTING.md. */
export interface Term {
	/** What to use. */
	use: string;
	/** Words and phrases that are ruled out. */
	never: string[];
	/** Phrases with a ruled-out word that are fine. */
	allowed: string[];
}

/** A text that users read, and where it is. */
export interface UserText {
	place: string;
	text: string;
}

const HEADING = '## Glossary';

/** The table below "Glossary": columns use, never, note. Only words in `code font` are searched for. */
export function parseGlossary(markdown: string): Term[] {
	const [, section = ''] = markdown.split(`${HEADING}\n`);
	const [chapter] = section.split(/^## /m);
	return chapter
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.slice(2)
		.map((line) => {
			const [, use, never, note] = line.split('|').map((cell) => cell.trim());
			const [, allowed = ''] = note.split('Allowed:');
			return { use, never: inCodeFont(never), allowed: inCodeFont(allowed) };
		});
}

/** The markdown without the rows of the glossary, which name what is ruled out. */
export function withoutGlossary(markdown: string): string {
	const [before, section = ''] = markdown.split(`${HEADING}\n`);
	const [chapter, ...others] = section.split(/^(?=## )/m);
	return [before, chapter.replace(/^\|.*$/gm, ''), ...others].join('\n');
}

function inCodeFont(cell: string): string[] {
	return [...cell.matchAll(/`([^`]+)`/g)].map(([, phrase]) => phrase);
}

/** Every ruled-out word in the texts: `README.md: "order" (use: export) in "…"`. */
export function ruledOut(texts: UserText[], terms: Term[]): string[] {
	const allowed = patternOf(terms.flatMap((term) => term.allowed));
	const patterns = terms.filter(({ never }) => never.length > 0).map(({ use, never }) => ({ use, pattern: patternOf(never) }));
	return texts.flatMap(({ place, text }) =>
		sentencesOf(text).flatMap((sentence) =>
			patterns.flatMap(({ use, pattern }) =>
				[...sentence.replace(allowed, '…').matchAll(pattern)].map(([word]) => `${place}: "${word}" (use: ${use}) in "${sentence}"`),
			),
		),
	);
}

/** Sentences, and what an empty line separates. */
function sentencesOf(text: string): string[] {
	return text
		.split(/\n\s*\n/)
		.flatMap((paragraph) => paragraph.trim().replace(/\s+/g, ' ').split(/(?<=[.!?:]) (?=\p{Lu})/u));
}

/** Any of the phrases as whole words; the first word of each in all its regular forms (ask, asks, asked, asking). */
function patternOf(phrases: string[]): RegExp {
	const alternatives = phrases.map((phrase) => {
		const [first, ...others] = phrase.split(' ');
		return [formsOf(first), ...others].join(' ');
	});
	return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|') || '(?!)'})(?![\\p{L}\\p{N}])`, 'giu');
}

function formsOf(word: string): string {
	return word.endsWith('e') ? `${word.slice(0, -1)}(?:e|es|ed|ing)` : `${word}(?:s|es|ed|ing)?`;
}

/** What a markdown file says, without code and addresses; headings, points of lists and cells of tables are paragraphs. */
export function proseOf(markdown: string): string {
	return markdown
		.replace(/```[\s\S]*?```/g, '')
		.replace(/(`+)[^`].*?\1/g, '…')
		.replace(/\]\([^)]*\)/g, ']')
		.replace(/\bhttps?:\/\/\S+/g, '…')
		.replace(/\||\n(?=[-#|*\d])/g, '\n\n');
}

/** The texts in a source that contain a space; in a template, … stands for what is filled in. */
export function textsIn(source: Source): UserText[] {
	return [...nodesIn(source.tree)].flatMap((node) => {
		const text = textOf(node);
		if (text === undefined || !text.trim().includes(' ')) return [];
		const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
		return [{ place: `${source.path}:${line + 1}`, text }];
	});
}

function textOf(node: ts.Node): string | undefined {
	if (ts.isStringLiteralLike(node)) return node.text;
	if (!ts.isTemplateExpression(node)) return undefined;
	return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

import { type Container, matchContainers, useListMarker, useQuote } from './markdown-containers.ts';
import { type Cursor, cursorAt, indentOf, isBlankLine, restOf } from './markdown-cursor.ts';
import { closesHtml, type HtmlEnd, htmlOpening } from './markdown-html.ts';
import {
  atxHeading,
  closesFence,
  type Fence,
  fenceOpening,
  isDefinitions,
  isTableDelimiter,
  isThematicBreak,
  setextDepth,
} from './markdown-starts.ts';
import { type LineSpan, linesFrom, type Span } from './span.ts';

/** A block of the outermost level, from its first character to its last. Each item of a list is one. */
export interface Block extends Span {
  readonly kind: 'heading' | 'paragraph' | 'table' | 'code' | 'html' | 'item' | 'quote' | 'rule';
  /** Of a heading: 1 to 6. */
  readonly depth?: number;
  /** Of a heading: its text without markers. */
  readonly label?: Span;
}

/** Deeper quotes and list items than this are text of the one around them. Bounds the work a line takes. */
const DEEPEST = 32;

type Leaf =
  | { readonly kind: 'paragraph'; table: boolean; lines: number; readonly start: number }
  | { readonly kind: 'code' }
  | { readonly kind: 'fence'; readonly fence: Fence }
  | { readonly kind: 'html'; readonly until: HtmlEnd };

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface Scanner {
  readonly text: string;
  readonly blocks: Writable<Block>[];
  /** Open around the next line, outermost first, and the open block within. */
  readonly containers: Container[];
  leaf: Leaf | undefined;
}

/**
 * The blocks of a Markdown text from an offset on, by the block rules of CommonMark and GitHub's tables. Reads each
 * line once: time is linear in the text, whatever is in it. Inline syntax is not looked at.
 */
export function scanMarkdown(text: string, from = 0): readonly Block[] {
  const scanner: Scanner = { text, blocks: [], containers: [], leaf: undefined };
  for (const line of linesFrom(text, from)) scanLine(scanner, line);
  return scanner.blocks;
}

function scanLine(scanner: Scanner, line: LineSpan): void {
  const cursor = cursorAt(scanner.text, line);
  const matched = matchContainers(scanner.containers, cursor);
  const all = matched === scanner.containers.length;
  if (all && continueLeaf(scanner, cursor, line)) return;
  if (isBlankLine(cursor)) {
    endAtBlank(scanner, matched);
    return;
  }
  const depth = openContainers(scanner, cursor, line, matched, all);
  if (depth === undefined) return;
  addText(scanner, cursor, line, depth);
}

/** Whether the line is another one of open code or HTML. */
function continueLeaf(scanner: Scanner, cursor: Cursor, line: LineSpan): boolean {
  const { leaf } = scanner;
  if (leaf?.kind === 'fence') {
    extend(scanner, line.end);
    if (indentOf(cursor) < 4 && closesFence(restOf(cursor), leaf.fence)) scanner.leaf = undefined;
    return true;
  }
  if (leaf?.kind === 'html' && !(leaf.until === 'blank' && isBlankLine(cursor))) {
    extend(scanner, line.end);
    if (closesHtml(restOf(cursor), leaf.until)) scanner.leaf = undefined;
    return true;
  }
  if (leaf?.kind !== 'code') return false;
  if (isBlankLine(cursor)) return true;
  if (indentOf(cursor) < 4) return false;
  extend(scanner, line.end);
  return true;
}

function endAtBlank(scanner: Scanner, matched: number): void {
  scanner.containers.length = matched;
  scanner.leaf = undefined;
}

/** Opens what the line starts. The depth at which its text stands, or undefined where a block took the whole line. */
function openContainers(
  scanner: Scanner,
  cursor: Cursor,
  line: LineSpan,
  matched: number,
  all: boolean,
): number | undefined {
  let depth = matched;
  let inParagraph = all && scanner.leaf?.kind === 'paragraph';
  while (indentOf(cursor) < 4 && !isBlankLine(cursor)) {
    const opened = openContainer(scanner, cursor, line, depth, inParagraph);
    if (!opened) return openLeaf(scanner, cursor, line, depth, inParagraph) ? undefined : depth;
    inParagraph = false;
    depth++;
  }
  return depth;
}

function openContainer(scanner: Scanner, cursor: Cursor, line: LineSpan, depth: number, inParagraph: boolean): boolean {
  if (depth >= DEEPEST) return false;
  const start = cursor.at;
  if (useQuote(cursor)) {
    open(scanner, { kind: 'quote', start, end: line.end }, depth);
    scanner.containers.push({ kind: 'quote' });
    return true;
  }
  const width = useListMarker(cursor, inParagraph);
  if (width === undefined) return false;
  open(scanner, { kind: 'item', start, end: line.end }, depth);
  scanner.containers.push({ kind: 'item', width, filled: false });
  return true;
}

/** Opens the heading, fence, HTML or rule that the line starts, if it starts one. */
function openLeaf(scanner: Scanner, cursor: Cursor, line: LineSpan, depth: number, inParagraph: boolean): boolean {
  const rest = restOf(cursor);
  const at = { start: cursor.at, end: line.end };
  const heading = atxHeading(rest);
  if (heading) {
    const label = { start: at.start + heading.textStart, end: at.start + heading.textEnd };
    open(scanner, { kind: 'heading', ...at, depth: heading.depth, label }, depth);
    return true;
  }
  const fence = fenceOpening(rest);
  if (fence) {
    open(scanner, { kind: 'code', ...at }, depth, { kind: 'fence', fence });
    return true;
  }
  const until = htmlOpening(rest, scanner.leaf?.kind === 'paragraph');
  if (until) {
    open(scanner, { kind: 'html', ...at }, depth, closesHtml(rest, until) ? undefined : { kind: 'html', until });
    return true;
  }
  if (inParagraph && underline(scanner, rest, line)) return true;
  if (!isThematicBreak(rest)) return false;
  open(scanner, { kind: 'rule', ...at }, depth);
  return true;
}

/** Makes a heading of the open paragraph, if the line underlines it. */
function underline(scanner: Scanner, rest: string, line: LineSpan): boolean {
  const depth = setextDepth(rest);
  const { leaf, text } = scanner;
  if (!depth || leaf?.kind !== 'paragraph' || leaf.table) return false;
  const label = { start: leaf.start, end: line.start };
  if (isDefinitions(text.slice(label.start, label.end).trim())) return false;
  extend(scanner, line.end);
  if (scanner.containers.length === 0) Object.assign(scanner.blocks.at(-1)!, { kind: 'heading', depth, label });
  scanner.leaf = undefined;
  return true;
}

function addText(scanner: Scanner, cursor: Cursor, line: LineSpan, depth: number): void {
  const { leaf } = scanner;
  if (isBlankLine(cursor)) return;
  if (leaf?.kind === 'paragraph') {
    noteTable(scanner, leaf, cursor);
    leaf.lines++;
    extend(scanner, line.end);
    return;
  }
  const code = indentOf(cursor) >= 4;
  const at = { start: code && depth === 0 ? line.start : cursor.at, end: line.end };
  const paragraph: Leaf = { kind: 'paragraph', table: false, lines: 1, start: at.start };
  open(scanner, { kind: code ? 'code' : 'paragraph', ...at }, depth, code ? { kind: 'code' } : paragraph);
}

function noteTable({ text, containers, blocks }: Scanner, leaf: Leaf & { kind: 'paragraph' }, cursor: Cursor): void {
  if (leaf.lines !== 1 || containers.length > 0) return;
  const block = blocks.at(-1)!;
  leaf.table = isTableDelimiter(restOf(cursor), text.slice(block.start, block.end));
  if (leaf.table) block.kind = 'table';
}

/** Closes what is open below `depth` and opens a block there: one of the result if nothing is around it. */
function open(scanner: Scanner, block: Block, depth: number, leaf?: Leaf): void {
  scanner.containers.length = depth;
  scanner.leaf = leaf;
  if (depth === 0) {
    scanner.blocks.push(block);
    return;
  }
  extend(scanner, block.end);
  const parent = scanner.containers[depth - 1]!;
  if (parent.kind === 'item') parent.filled = true;
}

function extend({ blocks }: Scanner, end: number): void {
  blocks.at(-1)!.end = end;
}

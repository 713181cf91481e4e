import { checkCount, type Document, outOfRange, type Ranking, shown } from '@tsr/core';
import { withoutHalfPair } from '../cut-span.ts';
import { utf8Length } from '../well-formed.ts';

export interface PackOptions {
  /** Of the whole text. */
  readonly maxTokens: number;
  /**
   * Of the model that reads it: a whole number.
   * @default an estimate: a token for every 4 bytes of UTF-8, rounded up (English; other languages may take more)
   */
  readonly countTokens?: ((text: string) => number) | undefined;
}

/** What a number in the packed text stands for. */
export interface Citation {
  /** As in `[1]`. */
  readonly number: number;
  readonly document: Document;
  /** The end of its text is missing: alone, it was longer than `maxTokens`. */
  readonly cut: boolean;
}

export interface PackedContext {
  /** An entry a passage: `[1] title`, then its content; an empty line between entries. */
  readonly text: string;
  /** Added up entry by entry. */
  readonly tokens: number;
  /** In the order of the entries. */
  readonly citations: readonly Citation[];
  /** Results that found no room, best first. */
  readonly left: readonly Document[];
}

const BETWEEN = '\n\n';

/**
 * Fills a prompt with results, best first, numbered so that an answer can cite them. What does not fit is passed over for
 * a shorter one behind it; if not even the first one fits, it is cut. Calls `countTokens` once a result, and about 20
 * times to cut.
 *
 * @throws RangeError (`TSR_INVALID_ARGUMENT`) for maxTokens that is no positive integer, and a count that is no whole
 * number.
 */
export function packContext(
  results: Ranking,
  { maxTokens, countTokens = estimatedTokens }: PackOptions,
): PackedContext {
  checkCount('packContext', 'maxTokens', maxTokens);
  const count = (text: string): number => checkedTokens(countTokens(text), text);
  const entries: string[] = [];
  const citations: Citation[] = [];
  const left: Document[] = [];
  let tokens = 0;
  for (const { document } of results) {
    const number = citations.length + 1;
    const whole = entryOf(number, document);
    let entry = whole;
    let own = count(number > 1 ? BETWEEN + whole : whole);
    if (number === 1 && own > maxTokens) {
      entry = cutEntry(whole, headOf(number, document).length + 1, maxTokens, count);
      own = count(entry);
    }
    if (entry === '' || tokens + own > maxTokens) {
      left.push(document);
      continue;
    }
    tokens += own;
    entries.push(entry);
    citations.push({ number, document, cut: entry !== whole });
  }
  return { text: entries.join(BETWEEN), tokens, citations, left };
}

function entryOf(number: number, document: Document): string {
  const head = headOf(number, document);
  return document.content === '' ? head : `${head}\n${document.content}`;
}

function headOf(number: number, { title }: Document): string {
  return title ? `[${number}] ${title}` : `[${number}]`;
}

/** The longest start of the text that fits with an ellipsis, longer than its head; empty where none does. */
function cutEntry(text: string, head: number, maxTokens: number, count: (text: string) => number): string {
  const cutAt = (length: number): string => `${text.slice(0, withoutHalfPair(text, length))}…`;
  let fits = head;
  let tooLong = text.length;
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (count(cutAt(middle)) <= maxTokens) fits = middle;
    else tooLong = middle;
  }
  return withoutHalfPair(text, fits) === head ? '' : cutAt(fits);
}

function estimatedTokens(text: string): number {
  return Math.ceil(utf8Length(text) / 4);
}

function checkedTokens(tokens: number, text: string): number {
  if (Number.isInteger(tokens) && tokens >= 0) return tokens;
  const of = shown(text.slice(0, 40));
  throw outOfRange(`packContext: countTokens gave ${shown(tokens)} for ${of}; return a whole number`);
}

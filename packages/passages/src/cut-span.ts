import { type MeasuredSpan, measured, type Span } from './span.ts';

/** What a passage may hold at most. */
export interface Budget {
  readonly words: number;
  readonly characters: number;
}

/** Where a span too long may be cut; the first that helps is taken. */
export type Boundary = 'sentences' | 'lines' | 'words';

const ENDINGS: Readonly<Record<Boundary, RegExp>> = {
  sentences: /[.!?…]["'”’)\]]*\s+|[。！？]+/g,
  lines: /\r\n?|\n/g,
  words: /\s+/g,
};

/**
 * The span in pieces that fit the budget: cut at the first kind of boundary, a piece still too long at the next kind,
 * and a word too long between characters. Blank pieces are left out; nothing else is.
 */
export function cutSpan(
  text: string,
  span: Span,
  budget: Budget,
  boundaries: readonly Boundary[],
): readonly MeasuredSpan[] {
  const whole = measured(text, span);
  if (whole.words === 0) return [];
  if (fits(whole, budget)) return [whole];
  const [boundary, ...finer] = boundaries;
  if (boundary === undefined) return cutCharacters(text, whole, budget.characters);
  return piecesOf(text, whole, ENDINGS[boundary]).flatMap((piece) => cutSpan(text, piece, budget, finer));
}

export function fits(span: MeasuredSpan, budget: Budget): boolean {
  return span.words <= budget.words && span.end - span.start <= budget.characters;
}

function piecesOf(text: string, { start, end }: Span, ending: RegExp): readonly Span[] {
  const pieces: Span[] = [];
  let from = start;
  for (const found of text.slice(start, end).matchAll(ending)) {
    const to = start + found.index + found[0].length;
    pieces.push({ start: from, end: to });
    from = to;
  }
  return [...pieces, { start: from, end }];
}

function cutCharacters(text: string, { start, end }: Span, length: number): readonly MeasuredSpan[] {
  const pieces: MeasuredSpan[] = [];
  for (let from = start; from < end; ) {
    const to = withoutHalfPair(text, Math.min(from + length, end));
    pieces.push({ start: from, end: to, words: 1 });
    from = to;
  }
  return pieces;
}

/** The offset, or one less where it falls within a surrogate pair. */
export function withoutHalfPair(text: string, offset: number): number {
  const splits = /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(offset - 1, offset + 1));
  return splits ? offset - 1 : offset;
}

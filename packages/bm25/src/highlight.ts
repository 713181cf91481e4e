import { outOfRange, shown } from '@tsr/core';
import type { Token } from './analysis/index.ts';
import { bestStretch } from './highlight-stretch.ts';
import { windowAround } from './highlight-window.ts';

/** A stretch of a text, in UTF-16 code units; `end` is exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Where a text answers a query, and what of it to show. */
export interface Highlights {
  /** Where terms of the query stand in the text: ascending, what overlaps or touches merged. */
  readonly ranges: readonly TextRange[];
  /** The stretch to show. */
  readonly window: TextRange;
}

/** How much of a text to show. */
export interface HighlightOptions {
  /** At most, in UTF-16 code units; 1 or above. @default 200 */
  readonly windowLength?: number | undefined;
}

/**
 * Where the terms of a query stand in a text, and the window that says most of them: the largest sum of weights of
 * distinct terms, then the most occurrences, then the earliest. The window starts and ends between words (a word longer
 * than the window is cut), never inside a character, with what fits of the text around; without any term it is the
 * beginning. `tokens` are those of the text, ordered by start; `weightOf` gives what a term counts, 0 where the query
 * does not have it. Time is linear in the text and in tokens, but for sorting those that match.
 *
 * @throws RangeError, `TSR_INVALID_ARGUMENT`: `windowLength` is not an integer of 1 or above.
 *
 * @example
 * const text = 'Rate limits protect the gateway.';
 * highlightTokens(text, createAnalyzer().tokens(text), (term) => (term === 'gateway' ? 1 : 0), { windowLength: 12 });
 * // { ranges: [{ start: 24, end: 31 }], window: { start: 20, end: 32 } }, which is 'the gateway.'
 */
export function highlightTokens(
  text: string,
  tokens: readonly Token[],
  weightOf: (term: string) => number,
  { windowLength = 200 }: HighlightOptions = {},
): Highlights {
  if (!Number.isSafeInteger(windowLength) || windowLength < 1) {
    throw outOfRange(`highlight: windowLength is ${shown(windowLength)}; pass an integer of 1 or above`);
  }
  const matches = tokens.filter(({ term }) => weightOf(term) > 0);
  const start = matches[0]?.start ?? Math.max(0, text.search(/\S/));
  const stretch = bestStretch(matches, weightOf, windowLength) ?? { start, end: start };
  return { ranges: merged(matches), window: windowAround(text, stretch, windowLength) };
}

function merged(matches: readonly Token[]): readonly TextRange[] {
  const ranges: TextRange[] = [];
  for (const { start, end } of matches) {
    const last = ranges.at(-1);
    if (last && start <= last.end) ranges[ranges.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else ranges.push({ start, end });
  }
  return ranges;
}

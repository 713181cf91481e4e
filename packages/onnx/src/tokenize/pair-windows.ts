import type { EncodedPair, PairBudget, PairFrame } from './pair-frame.ts';

export interface WindowOptions {
  /** Tokens that a window shares with the one before it; at most half of its passage tokens are. */
  readonly overlap: number;
  /** How many windows are read at most; what lies behind them is not. */
  readonly most: number;
}

/** A passage as several inputs, each with the whole query. */
export interface PairWindows {
  readonly windows: readonly EncodedPair[];
  /** Whether the query was cut, or the passage has more than was read. */
  readonly truncated: boolean;
}

/** Passage tokens that windows can reach. */
export function reachOfWindows({ maxTokens }: PairBudget, { most }: WindowOptions): number {
  return maxTokens * most;
}

/**
 * Cuts the passage into overlapping windows as long as the budget has room for; the last is as long as it has to be. One
 * that fits is a single window.
 */
export function pairWindows(
  { specials, join }: PairFrame,
  query: readonly number[],
  passage: readonly number[],
  budget: PairBudget,
  { overlap, most }: WindowOptions,
): PairWindows {
  const first = join(query, passage, budget);
  const windows = [first];
  const room = budget.maxTokens - specials - Math.min(query.length, budget.maxQueryTokens);
  const step = Math.max(1, room - Math.min(overlap, Math.floor(room / 2)));
  let start = 0;
  while (start + room < passage.length && windows.length < most) {
    start += step;
    windows.push(join(query, passage.slice(start, start + room), budget));
  }
  return { windows, truncated: first.truncated.query || start + room < passage.length };
}

import { createTurns } from '@tsr/core';

export interface ScoreInOrderOptions<Item, Score> {
  /** How many items are worked on at a time. */
  readonly lanes: number;
  /** Epoch milliseconds by which to be done. @default never */
  readonly deadline?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What all scores together may cost. @default no limit */
  readonly budget?: number | undefined;
  costOf?(score: Score): number;
  /** Items with equal keys have equal scores: only the first of them is worked on. */
  keyOf(item: Item): string;
  /** A score that is there already. */
  known(key: string): Score | undefined;
  /** No score means that there is no time left for one. */
  score(item: Item, key: string): Promise<Score | undefined>;
}

export interface ScoredInOrder<Score> {
  /** Of the first items, without a gap. */
  readonly scores: readonly Score[];
  /** How many items were looked up, and how many of them were known. */
  readonly lookups: number;
  readonly hits: number;
  /** Items with the key of an earlier one. */
  readonly repeats: number;
}

/**
 * Scores of the first items, as many as there is time and budget for, without a gap. What still runs at the deadline is
 * not waited for. The first failure stops the work and is thrown.
 */
export async function scoreInOrder<Item, Score>(
  items: readonly Item[],
  options: ScoreInOrderOptions<Item, Score>,
): Promise<ScoredInOrder<Score>> {
  const { lanes, deadline = Number.POSITIVE_INFINITY, signal, budget = Number.POSITIVE_INFINITY } = options;
  const { costOf = () => 0 } = options;
  const turns = createTurns({ signal });
  const scores: (Score | undefined)[] = [];
  const firsts = new Map<string, number>();
  const originals: number[] = [];
  const tally = { lookups: 0, hits: 0, repeats: 0 };
  let [next, spent] = [0, 0];

  function settle(index: number, score: Score | undefined): void {
    scores[index] = score;
    if (score !== undefined) spent += costOf(score);
    if (score === undefined || spent > budget) next = items.length;
  }

  /** Settles what needs no work. */
  function isSettled(index: number, key: string): boolean {
    originals[index] = firsts.get(key) ?? index;
    if (originals[index] !== index) return Boolean(++tally.repeats);
    firsts.set(key, index);
    tally.lookups++;
    const known = options.known(key);
    if (known === undefined) return false;
    tally.hits++;
    settle(index, known);
    return true;
  }

  async function lane(): Promise<void> {
    while (next < items.length) {
      const index = next++;
      const item = items[index]!;
      const key = options.keyOf(item);
      if (!isSettled(index, key)) settle(index, await options.score(item, key));
      else if (turns.due()) await turns.give();
    }
  }

  try {
    await settledBy(deadline, Promise.all(Array.from({ length: lanes }, lane)));
  } finally {
    next = items.length;
  }
  return { scores: within(budget, costOf, withoutGap(originals, scores)), ...tally };
}

function withoutGap<Score>(originals: readonly number[], scores: readonly (Score | undefined)[]): readonly Score[] {
  const all = originals.map((original) => scores[original]);
  const gap = all.indexOf(undefined);
  return all.slice(0, gap < 0 ? all.length : gap) as Score[];
}

/** Those from the start that together cost no more: which they are does not depend on the order of the work. */
function within<Score>(budget: number, costOf: (score: Score) => number, scores: readonly Score[]): readonly Score[] {
  let spent = 0;
  const over = scores.findIndex((score) => {
    spent += costOf(score);
    return spent > budget;
  });
  return over < 0 ? scores : scores.slice(0, over);
}

const LONGEST_TIMER = 2 ** 31 - 1;

async function settledBy(deadline: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const wait = Math.max(0, Math.min(deadline - Date.now(), LONGEST_TIMER));
  const late = new Promise((resolve) => {
    if (deadline < Number.POSITIVE_INFINITY) timer = setTimeout(resolve, wait);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

export interface ScoreInOrderOptions<Item, Score> {
  /** How many items are worked on at a time. */
  readonly lanes: number;
  /** Epoch milliseconds by which to be done. @default never */
  readonly deadline?: number | undefined;
  /** No score means that there is no time left for one. */
  score(item: Item): Promise<Score | undefined>;
}

/**
 * Scores of the first items, as many as there is time for, without a gap. What still runs at the deadline is not
 * waited for. The first failure stops the work and is thrown.
 */
export async function scoreInOrder<Item, Score>(
  items: readonly Item[],
  { lanes, deadline = Number.POSITIVE_INFINITY, score }: ScoreInOrderOptions<Item, Score>,
): Promise<readonly Score[]> {
  const scores: (Score | undefined)[] = items.map(() => undefined);
  let next = 0;

  async function lane(): Promise<void> {
    while (next < items.length) {
      const index = next++;
      scores[index] = await score(items[index]!);
      if (scores[index] === undefined) next = items.length;
    }
  }

  try {
    await settledBy(deadline, Promise.all(Array.from({ length: lanes }, lane)));
  } finally {
    next = items.length;
  }
  const gap = scores.indexOf(undefined);
  return scores.slice(0, gap < 0 ? items.length : gap) as Score[];
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

/**
 * Scores items from the first to the last, `lanes` at a time, and stops at the first that gets no score. Each score
 * stands at its item's index; scores that are missing were not made.
 */
export async function scoreInOrder<Item, Score>(
  items: readonly Item[],
  lanes: number,
  score: (item: Item) => Promise<Score | undefined>,
): Promise<ReadonlyMap<number, Score>> {
  const scores = new Map<number, Score>();
  let next = 0;

  async function lane(): Promise<void> {
    while (next < items.length) {
      const index = next++;
      const value = await score(items[index]!);
      if (value === undefined) next = items.length;
      else scores.set(index, value);
    }
  }

  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return scores;
}

export interface WindowOptions {
  /** Items of a window at most. */
  readonly size: number;
  /** How many windows are worked on side by side. */
  readonly lanes: number;
  /** How many items come, where that is known: the last windows are smaller, so that all lanes end together. */
  readonly total: number | undefined;
}

/** Items in groups that are worked on as one. Reads no further than the group that is asked for. */
export async function* windowsOf<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  { size, lanes, total = Number.POSITIVE_INFINITY }: WindowOptions,
): AsyncGenerator<readonly Item[]> {
  let window: Item[] = [];
  let taken = 0;
  const full = (): number => Math.max(1, Math.min(size, Math.ceil((total - taken) / (2 * lanes))));
  let wanted = full();
  for await (const item of items) {
    window.push(item);
    if (window.length < wanted) continue;
    taken += window.length;
    yield window;
    window = [];
    wanted = full();
  }
  if (window.length > 0) yield window;
}

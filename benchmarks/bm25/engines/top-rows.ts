export interface TopRows {
  /** A row of a lower score cannot enter any more. -Infinity while there is room. */
  readonly threshold: number;
  offer(row: number, score: number): void;
  /** Those that are held, score descending, then row ascending; none is held afterwards. */
  take(): readonly { readonly row: number; readonly score: number }[];
}

/** The best `limit` of the rows that are offered: a binary heap whose root is the worst of them. */
export function createTopRows(limit: number): TopRows {
  const scores = new Float64Array(limit);
  const rows = new Int32Array(limit);
  let size = 0;

  const isWorse = (row: number, score: number, at: number): boolean =>
    score < (scores[at] as number) || (score === scores[at] && row > (rows[at] as number));

  function put(at: number, row: number, score: number): void {
    rows[at] = row;
    scores[at] = score;
  }

  function move(from: number, to: number): void {
    put(to, rows[from] as number, scores[from] as number);
  }

  function siftUp(row: number, score: number): void {
    let at = size++;
    for (let parent = (at - 1) >> 1; at > 0 && isWorse(row, score, parent); parent = (at - 1) >> 1) {
      move(parent, at);
      at = parent;
    }
    put(at, row, score);
  }

  function siftDown(row: number, score: number): void {
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && isWorse(rows[child + 1] as number, scores[child + 1] as number, child)) child += 1;
      if (isWorse(row, score, child)) break;
      move(child, at);
      at = child;
    }
    put(at, row, score);
  }

  return {
    get threshold() {
      return size < limit ? Number.NEGATIVE_INFINITY : (scores[0] as number);
    },
    offer(row, score) {
      if (size < limit) siftUp(row, score);
      else if (!isWorse(row, score, 0)) siftDown(row, score);
    },
    take() {
      const found = Array.from(rows.subarray(0, size), (row, at) => ({ row, score: scores[at] as number }));
      size = 0;
      return found.sort((a, b) => b.score - a.score || a.row - b.row);
    },
  };
}

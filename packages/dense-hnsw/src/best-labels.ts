export interface ScoredLabel {
  readonly label: number;
  readonly score: number;
}

/** Order of labels with equal scores, as `sort` wants it. */
export type TieBreak = (labelA: number, labelB: number) => number;

/** The `k` labels of the highest scores, best first, ties in the order of `tieBreak`: a heap with the worst on top. */
export function bestLabels(
  labels: Iterable<number>,
  scoreOf: (label: number) => number,
  k: number,
  tieBreak: TieBreak,
): readonly ScoredLabel[] {
  const heap: ScoredLabel[] = [];
  const isWorse = (a: ScoredLabel, b: ScoredLabel) => compare(a, b, tieBreak) > 0;
  for (const label of labels) {
    const score = scoreOf(label);
    const worst = heap[0];
    if (worst === undefined || heap.length < k) pushUp(heap, { label, score }, isWorse);
    else if (score >= worst.score && isWorse(worst, { label, score })) pushDown(heap, { label, score }, isWorse);
  }
  return heap.sort((a, b) => compare(a, b, tieBreak));
}

type IsWorse = (a: ScoredLabel, b: ScoredLabel) => boolean;

function compare(a: ScoredLabel, b: ScoredLabel, tieBreak: TieBreak): number {
  return b.score - a.score || tieBreak(a.label, b.label);
}

/** Adds an item at the bottom. */
function pushUp(heap: ScoredLabel[], item: ScoredLabel, isWorse: IsWorse): void {
  let at = heap.length;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isWorse(item, heap[parent] as ScoredLabel)) break;
    heap[at] = heap[parent] as ScoredLabel;
    at = parent;
  }
  heap[at] = item;
}

/** Puts an item in the place of the worst. */
function pushDown(heap: ScoredLabel[], item: ScoredLabel, isWorse: IsWorse): void {
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    if (left >= heap.length) break;
    const worse = right < heap.length && isWorse(heap[right] as ScoredLabel, heap[left] as ScoredLabel) ? right : left;
    if (!isWorse(heap[worse] as ScoredLabel, item)) break;
    heap[at] = heap[worse] as ScoredLabel;
    at = worse;
  }
  heap[at] = item;
}

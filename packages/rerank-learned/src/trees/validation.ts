import { createNdcgMeter } from './mean-ndcg.ts';
import type { RankingData } from './ranking-data.ts';
import { addScores, type TreeEnsemble } from './tree-ensemble.ts';

/** The validation data during training: how good the trees are so far, and whether more of them help. */
export interface Validation {
  /** nDCG@10 after each round. */
  readonly history: readonly number[];
  add(tree: TreeEnsemble): void;
  /** nDCG@10 of the trees so far. */
  measure(trees: number): number;
  /** Where nDCG@10 was highest; the first, if there are many. */
  best(): { readonly round: number; readonly trees: number };
  /** True if the last rounds were no better. */
  isOver(): boolean;
}

const CUTOFF = 10;

export function createValidation(data: RankingData, earlyStopping: number): Validation {
  const meter = createNdcgMeter(data, CUTOFF);
  const scores = new Float64Array(data.labels.length);
  const history: number[] = [];
  let best = { round: 0, trees: 0, ndcg: -1 };
  return {
    history,
    add: (tree) => addScores(tree, data.rows, scores),
    measure(trees) {
      const ndcg = meter.measure(scores);
      const round = history.push(ndcg);
      if (ndcg > best.ndcg) best = { round, trees, ndcg };
      return ndcg;
    },
    best: () => best,
    isOver: () => history.length - best.round >= earlyStopping,
  };
}

import { createHighest } from './highest.ts';

export interface ScoredLabel {
  readonly label: number;
  readonly score: number;
}

/**
 * Collects all labels that can be among the `k` best, by scores that are off by `slack` at most: what is kept is
 * within twice that of the k-th best score seen. Equal scores are all kept: who is first among them is said elsewhere.
 */
export interface CandidatePool {
  /** Scores of the first `count` of these labels; NaN is none. */
  offer(scores: Float64Array, count: number, labels: Uint32Array): void;
  /** Scores of `count` labels from `first` on; NaN is none. Only those that `accepts` lets through are taken. */
  offerRange(scores: Float64Array, count: number, first: number, accepts?: (label: number) => boolean): void;
  /** What is left, in no order, with the scores that were offered. */
  take(): ScoredLabel[];
}

export function createCandidatePool(k: number, slack: number): CandidatePool {
  const best = createHighest(k);
  let labels: number[] = [];
  let kept: number[] = [];
  let bar = Number.NEGATIVE_INFINITY;
  let crowded = 4 * Math.min(k, 1024) + 1024;

  function dropBelowBar(): void {
    const stays = kept.map((score) => score >= bar);
    labels = labels.filter((_, at) => stays[at]);
    kept = kept.filter((_, at) => stays[at]);
    crowded = 2 * labels.length + 1024;
  }

  function keep(label: number, score: number): void {
    labels.push(label);
    kept.push(score);
    bar = best.offer(score) - 2 * slack;
    if (labels.length > crowded) dropBelowBar();
  }

  return {
    offer(scores, count, offered) {
      for (let at = 0; at < count; at++) {
        if ((scores[at] as number) >= bar) keep(offered[at] as number, scores[at] as number);
      }
    },
    offerRange(scores, count, first, accepts) {
      for (let at = 0; at < count; at++) {
        if (!((scores[at] as number) >= bar)) continue;
        if (accepts === undefined || accepts(first + at)) keep(first + at, scores[at] as number);
      }
    },
    take() {
      dropBelowBar();
      return labels.map((label, at) => ({ label, score: kept[at] as number }));
    },
  };
}

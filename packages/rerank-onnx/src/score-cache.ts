import { checkCount } from '@tsr/core';
import type { PairScore } from './pair-score.ts';

/** Remembers what a model said of pairs. Several cross-encoders may share one: their keys differ. */
export interface ScoreCache {
  get(key: string): PairScore | undefined;
  set(key: string, score: PairScore): void;
}

export interface ScoreCacheOptions {
  /** Scores that are kept, at about 300 bytes each: those that were used last. @default 10000 */
  readonly capacity?: number;
}

/** @throws RangeError (`TSR_INVALID_ARGUMENT`) */
export function createScoreCache({ capacity = 10_000 }: ScoreCacheOptions = {}): ScoreCache {
  checkCount('rerank-onnx', 'capacity', capacity);
  // A Map hands out its keys in the order in which they were put there: the first was used least recently.
  const scores = new Map<string, PairScore>();

  function put(key: string, score: PairScore): void {
    scores.delete(key);
    scores.set(key, score);
  }
  return {
    get(key) {
      const score = scores.get(key);
      if (score) put(key, score);
      return score;
    },
    set(key, score) {
      put(key, score);
      if (scores.size > capacity) scores.delete(scores.keys().next().value as string);
    },
  };
}

import { invalidArgument, outOfRange, shown } from '@tsr/core';

/** Whether each scored document is relevant; a number is if it is above 0. */
export type Judged = ArrayLike<boolean | number>;

export interface JudgedScores {
  readonly scores: Float64Array;
  /** 1 or 0 each. */
  readonly relevant: Uint8Array;
  readonly positives: number;
  readonly negatives: number;
}

/** @throws TypeError or RangeError `TSR_INVALID_ARGUMENT` */
export function checkJudgedScores(subject: string, scores: ArrayLike<number>, relevant: Judged): JudgedScores {
  if (!(typeof scores === 'object' && scores !== null && typeof relevant === 'object' && relevant !== null)) {
    throw invalidArgument(
      `${subject}: got ${shown(scores)} and ${shown(relevant)}; pass scores and judgments as arrays`,
    );
  }
  if (scores.length !== relevant.length) {
    const found = `${scores.length} scores and ${relevant.length} judgments`;
    throw outOfRange(`${subject}: there are ${found}; pass one judgment a score`);
  }
  const finite = Float64Array.from(scores, (score, at) => {
    if (Number.isFinite(score)) return score;
    throw outOfRange(`${subject}: scores[${at}] is ${shown(score)}; pass finite numbers`);
  });
  const flags = Uint8Array.from(relevant, (value) => Number(Number(value) > 0));
  const positives = flags.reduce((sum, flag) => sum + flag, 0);
  const negatives = flags.length - positives;
  if (positives > 0 && negatives > 0) return { scores: finite, relevant: flags, positives, negatives };
  const fact = `${positives} of ${flags.length} documents are relevant`;
  throw outOfRange(`${subject}: ${fact}; pass scores of both relevant and other documents`);
}

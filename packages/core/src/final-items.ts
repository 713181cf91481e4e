import type { StageItem } from './contracts.ts';
import type { RetrievalOutcome, RetrievalResult } from './retrieval-result.ts';

/**
 * Final results as a stage's output. Those that the second stage was asked about and its last part left unscored are
 * tier 1, with the score of the part that came last for them.
 */
export function finalItems({ results, timings }: RetrievalOutcome): readonly StageItem[] {
  const judged = timings.secondStageMs !== undefined;
  return results.map((result): StageItem => {
    const { id, rank, secondStageScore } = result;
    const score = secondStageScore ?? lastScore(result);
    return judged ? { id, score, rank, tier: secondStageScore === undefined ? 1 : 0 } : { id, score, rank };
  });
}

function lastScore({ evidence, firstStageScore }: RetrievalResult): number {
  const last = evidence.at(-1);
  return last?.stage === 'rerank' ? last.score : firstStageScore;
}

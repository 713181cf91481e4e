import { ndcgAt } from '@tsr/eval';
import { weightedSum } from '../src/feature-weights.ts';
import type { TrainingList } from './lambda-rank.ts';

const FOLDS = 5;
const measure = ndcgAt(10);

/** Mean nDCG@10 of each list under weights that were fitted without its fold (its place modulo 5). */
export function crossValidated(
  lists: readonly TrainingList[],
  fit: (lists: readonly TrainingList[]) => readonly number[],
): number {
  let sum = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = lists.filter((_, index) => index % FOLDS === fold);
    sum += rankedBy(fit(lists.filter((_, index) => index % FOLDS !== fold)), held) * held.length;
  }
  return sum / lists.length;
}

/** Mean nDCG@10 over the lists; relevant documents that are not among the candidates do not count. */
export function rankedBy(weights: readonly number[], lists: readonly TrainingList[]): number {
  const scores = lists.map(({ rows, relevant }) => {
    const sums = rows.map((row) => weightedSum(weights, row));
    const order = sums.map((_, index) => index).sort((a, b) => (sums[b] as number) - (sums[a] as number) || a - b);
    return measure.score(order.map(String), new Map(relevant.map((is, index) => [String(index), is ? 1 : 0])));
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

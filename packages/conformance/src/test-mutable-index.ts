import { type Check, type Runner, registerChecks } from './check.ts';
import { mutableIndexBatchChecks } from './mutable-index-batch-checks.ts';
import { mutableIndexChangeChecks } from './mutable-index-change-checks.ts';
import { scoresByIdChecks } from './scores-by-id-checks.ts';
import type { MutableIndexSubject, ScoresByIdSubject } from './subject.ts';

/** Every obligation of a MutableIndex that is a Retriever. Those of the Retriever are in `retrieverChecks`. */
export const mutableIndexChecks: readonly Check<MutableIndexSubject>[] = [
  ...mutableIndexChangeChecks,
  ...mutableIndexBatchChecks,
];

/** Registers the obligations of a MutableIndex as tests; call `testRetriever` beside it. */
export function testMutableIndex(runner: Runner, name: string, options: Omit<MutableIndexSubject, 'name'>): void {
  registerChecks(runner, `${name}, mutable`, mutableIndexChecks, { ...options, name });
}

/** Registers the obligations of ScoresById as tests; call `testRetriever` beside it. */
export function testScoresById(runner: Runner, name: string, options: Omit<ScoresByIdSubject, 'name'>): void {
  registerChecks(runner, `${name}, scores by id`, scoresByIdChecks, { ...options, name });
}

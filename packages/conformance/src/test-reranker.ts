import { type Check, type Runner, registerChecks } from './check.ts';
import { rerankerInputChecks } from './reranker-input-checks.ts';
import { rerankerOutputChecks } from './reranker-output-checks.ts';
import { rerankerScopeChecks } from './reranker-scope-checks.ts';
import type { RerankerSubject } from './subject.ts';

/** Every obligation of a Reranker. */
export const rerankerChecks: readonly Check<RerankerSubject>[] = [
  ...rerankerOutputChecks,
  ...rerankerInputChecks,
  ...rerankerScopeChecks,
];

/**
 * Registers the obligations of a Reranker as tests.
 *
 * @example
 * testReranker({ describe, test }, 'overlap', { create: () => createOverlapReranker() });
 */
export function testReranker(runner: Runner, name: string, options: Omit<RerankerSubject, 'name'>): void {
  registerChecks(runner, name, rerankerChecks, { ...options, name });
}

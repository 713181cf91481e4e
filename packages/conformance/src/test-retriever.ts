import { type Check, type Runner, registerChecks } from './check.ts';
import { retrieverArgumentChecks } from './retriever-argument-checks.ts';
import { retrieverEvidenceChecks } from './retriever-evidence-checks.ts';
import { retrieverFilterChecks } from './retriever-filter-checks.ts';
import { retrieverPurityChecks } from './retriever-purity-checks.ts';
import { retrieverRankingChecks } from './retriever-ranking-checks.ts';
import type { RetrieverSubject } from './subject.ts';

/** Every obligation of a Retriever, leaf or composite. */
export const retrieverChecks: readonly Check<RetrieverSubject>[] = [
  ...retrieverRankingChecks,
  ...retrieverArgumentChecks,
  ...retrieverFilterChecks,
  ...retrieverPurityChecks,
  ...retrieverEvidenceChecks,
];

/**
 * Registers the obligations of a Retriever as tests.
 *
 * @example
 * testRetriever({ describe, test }, 'bm25', { create: (documents) => createBm25({ documents }) });
 */
export function testRetriever(runner: Runner, name: string, options: Omit<RetrieverSubject, 'name'>): void {
  registerChecks(runner, name, retrieverChecks, { ...options, name });
}

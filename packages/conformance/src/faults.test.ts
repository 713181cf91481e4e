import { type CandidateScore, defineReranker, type Ranking } from '@tsr/core';
import { createExactSearch, createHashEmbedder, createNaiveBm25, createOverlapReranker } from '@tsr/core/testing';
import { describe, expect, test } from 'vitest';
import type { Check } from './check.ts';
import { compositeFaults, createNaiveHybrid } from './faults/composite-faults.fixture.ts';
import { createHealthyCascade } from './faults/composite-reranker-faults.fixture.ts';
import { embedderFaults } from './faults/embedder-faults.fixture.ts';
import { type Fault, failuresOf, prove } from './faults/fault.fixture.ts';
import { fusionFaults } from './faults/fusion-faults.fixture.ts';
import { mutableIndexFaults } from './faults/mutable-index-faults.fixture.ts';
import { naiveFusion } from './faults/naive-fusion.fixture.ts';
import { rerankerFaults } from './faults/reranker-faults.fixture.ts';
import { retrieverFaults } from './faults/retriever-faults.fixture.ts';
import { healthySaveable, saveableFaults } from './faults/saveable-faults.fixture.ts';
import { scoresByIdFaults } from './faults/scores-by-id-faults.fixture.ts';
import {
  embedderChecks,
  fusionChecks,
  mutableIndexChecks,
  rerankerChecks,
  retrieverChecks,
  saveableChecks,
  scoresByIdChecks,
} from './index.ts';

const embedder = createHashEmbedder();
const bm25 = {
  name: 'naive-bm25',
  create: (documents: Parameters<typeof createNaiveHybrid>[0]) => createNaiveBm25({ documents }),
};

/** Proves the checks of one contract: what they catch, that each catches something, and that the healthy pass. */
function proveChecks<Subject extends { readonly name: string }>(
  contract: string,
  checks: readonly Check<Subject>[],
  faults: readonly Fault<Subject>[],
  healthy: readonly Subject[],
): void {
  describe(contract, () => {
    test('each obligation is named once', () => {
      const names = checks.map(({ obligation }) => obligation);
      expect(new Set(names).size).toBe(names.length);
    });

    test.each(healthy)('a healthy part passes all checks: %o', async (subject) => {
      expect(await failuresOf(checks, subject)).toEqual([]);
    });

    test('each check has a fault that it must catch', () => {
      const proven = new Set(faults.map(({ caughtBy }) => caughtBy));
      expect(checks.map(({ obligation }) => obligation).filter((obligation) => !proven.has(obligation))).toEqual([]);
    });

    for (const fault of faults) {
      test(`a part that ${fault.subject.name} is caught by "${fault.caughtBy}", and without that check is not`, async () => {
        await prove(checks, fault);
        const others = checks.filter(({ obligation }) => obligation !== fault.caughtBy);
        expect(others.length).toBe(checks.length - 1);
        await expect(prove(others, fault)).rejects.toThrow('did not catch');
      });
    }
  });
}

proveChecks(
  'Retriever',
  retrieverChecks,
  [...retrieverFaults, ...compositeFaults],
  [
    bm25,
    { name: 'exact-search', create: (documents) => createExactSearch({ embedder, documents }), embedder },
    { name: 'naive-hybrid', create: createNaiveHybrid, composite: true, embedder },
  ],
);
proveChecks('MutableIndex', mutableIndexChecks, mutableIndexFaults, [bm25]);
proveChecks('ScoresById', scoresByIdChecks, scoresByIdFaults, [bm25]);
proveChecks('Saveable', saveableChecks, saveableFaults, [healthySaveable]);
proveChecks('Reranker', rerankerChecks, rerankerFaults, [
  { name: 'overlap', create: () => createOverlapReranker() },
  {
    name: 'a share of the list, scope list',
    create: () => defineReranker({ name: 'share', scope: 'list', rerank: shares }),
  },
  { name: 'cascade', create: createHealthyCascade, composite: true },
  { name: 'the first three only', create: () => defineReranker({ name: 'three', scope: 'pair', rerank: firstThree }) },
]);

function shares(_: unknown, candidates: Ranking): readonly CandidateScore[] {
  const total = candidates.reduce((sum, { document }) => sum + 1 + document.content.length, 0);
  return candidates.map(({ document }, index) => ({ index, score: (1 + document.content.length) / total }));
}

function firstThree(_: unknown, candidates: Ranking): readonly CandidateScore[] {
  return candidates.slice(0, 3).map(({ document }, index) => ({ index, score: document.content.length }));
}

proveChecks('Fusion', fusionChecks, fusionFaults, [{ name: 'naive-fusion', create: () => naiveFusion }]);
proveChecks('Embedder', embedderChecks, embedderFaults, [
  { name: 'hash-embedder', create: () => createHashEmbedder() },
]);

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCascade } from './cascade.ts';
import type { Document, Ranking, Reranker, Retriever } from './contracts.ts';
import { createInterpolation } from './interpolation.ts';
import { rankingFault } from './ranking.ts';
import { answering, answers, anySecondStage } from './second-stage-faults.fixture.ts';
import { createTwoStageRetriever } from './two-stage.ts';

const LIMIT_MS = 24;

function numbered(count: number): Retriever & { readonly documents: readonly Document[] } {
  const documents = Array.from({ length: count }, (_, n) => ({ id: `d${n}`, content: `${n}` }));
  const ranking = documents.map((document, n) => ({ document, score: count - n }));
  return { name: 'numbered', documents, search: async () => ranking };
}

async function claimNothingLost(count: number, secondStage: Reranker, timeoutMs = LIMIT_MS): Promise<void> {
  const firstStage = numbered(count);
  const k = Math.max(1, count);
  const retriever = createTwoStageRetriever({ firstStage, secondStage, firstStageK: k, finalK: k, timeoutMs });
  const { results, degraded, warnings } = await retriever.retrieve('q');
  expect(new Set(results.map(({ id }) => id))).toEqual(new Set(firstStage.documents.map(({ id }) => id)));
  expect(results.map(({ rank }) => rank)).toEqual(results.map((_, index) => index + 1));
  for (const { id, content, firstStageRank, firstStageScore, secondStageScore = 0 } of results) {
    expect([`d${content}`, firstStageRank, firstStageScore]).toEqual([
      id,
      Number(content) + 1,
      count - Number(content),
    ]);
    expect(secondStageScore).toSatisfy(Number.isFinite);
  }
  if (degraded) expect(warnings).toContain(degraded.message);
}

describe('no second stage loses or invents a candidate', () => {
  test.each(Object.keys(answers))('one that %s', async (name) => {
    const fault = answering(name, answers[name]!);
    const healthy = answering('healthy', answers['scores all']!);
    const around: readonly Reranker[] = [
      fault,
      createCascade([{ reranker: fault }, { reranker: healthy, keep: 4 }]),
      createCascade([{ reranker: healthy }, { reranker: fault, keep: 4 }]),
      createCascade([{ reranker: fault }]),
      createInterpolation({ reranker: fault, weight: 0.5 }),
    ];
    await Promise.all(around.map((secondStage) => claimNothingLost(9, secondStage)));
  });

  test('whatever they do, alone, in cascades and in interpolations', async () => {
    const counts = fc.integer({ min: 0, max: 12 });
    const batch = fc.array(fc.tuple(counts, anySecondStage), { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(batch, async (cases) => {
        await Promise.all(cases.map(([count, secondStage]) => claimNothingLost(count, secondStage)));
      }),
      { seed: 21, numRuns: 40 },
    );
  });

  test('of 10,000 candidates', { timeout: 30_000 }, async () => {
    const scoresAll = answering('scores all', answers['scores all']!, 3);
    for (const name of ['scores all', 'scores some', 'rejects', 'never answers', 'invents an id', 'gives NaN']) {
      const fault = answering('fault', answers[name]!, 5);
      const cascade = createCascade([{ reranker: scoresAll }, { reranker: fault, keep: 5_000 }]);
      await claimNothingLost(10_000, createInterpolation({ reranker: cascade, weight: 0.5 }), 2_000);
    }
  });
});

describe('the ranking of any second stage', () => {
  test('is one, for search and for a stage that goes on from it', async () => {
    const batch = fc.array(fc.tuple(anySecondStage, anySecondStage), { minLength: 20, maxLength: 20 });
    const claimRanking = async (inner: Reranker, outer: Reranker): Promise<void> => {
      const stages = { firstStage: numbered(10), secondStage: inner, timeoutMs: LIMIT_MS };
      const firstStage = createTwoStageRetriever({ ...stages, name: 'inner' });
      const retriever = createTwoStageRetriever({ firstStage, secondStage: outer, timeoutMs: LIMIT_MS });
      const ranking: Ranking = await retriever.search('q');
      expect(rankingFault(ranking)).toBeUndefined();
      expect(ranking).toHaveLength(10);
    };
    await fc.assert(
      fc.asyncProperty(batch, async (cases) => {
        await Promise.all(cases.map(([inner, outer]) => claimRanking(inner, outer)));
      }),
      { seed: 22, numRuns: 15 },
    );
  });
});

describe('an abort at any point', () => {
  const slowly = answering('slowly', async (candidates) => {
    for (let turn = 0; turn < 5; turn++) await undefined;
    return answers['scores all']!(candidates, 3);
  });
  const inner = createCascade([{ reranker: slowly }, { reranker: { ...slowly, name: 'again' }, keep: 5 }]);
  const secondStages: Record<string, Reranker> = {
    'one reranker': slowly,
    'a cascade': inner,
    'an interpolation': createInterpolation({ reranker: slowly, weight: 0.5 }),
    'a cascade of an interpolation and a failure': createCascade([
      { reranker: createInterpolation({ reranker: inner, weight: 0.5 }) },
      { reranker: answering('rejects', answers.rejects!), keep: 3 },
    ]),
  };

  test.each(Object.entries(secondStages))('of %s gives all or the reason', async (_, secondStage) => {
    for (const timeoutMs of [undefined, 60_000]) {
      const retriever = createTwoStageRetriever({ firstStage: numbered(9), secondStage, timeoutMs });
      const whole = await retriever.search('q');
      const ends = new Set<string>();
      for (let turns = 0; turns < 150; turns++) {
        const controller = new AbortController();
        const reason = { turns };
        const outcome = retriever.search('q', { signal: controller.signal }).then(
          (ranking) => {
            expect(ranking).toEqual(whole);
            ends.add('all');
          },
          (error) => {
            expect(error).toBe(reason);
            ends.add('reason');
          },
        );
        for (let turn = 0; turn < turns; turn++) await undefined;
        controller.abort(reason);
        await outcome;
      }
      expect(ends).toEqual(new Set(['all', 'reason']));
    }
  });
});

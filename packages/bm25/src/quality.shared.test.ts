import type { Ranking } from '@tsr/core';
import { ndcgAt, recallAt } from '@tsr/eval';
import { expect, test } from 'vitest';
import { judgedCollection } from '../../../tooling/judged-collection.ts';
import { describeShared } from '../../../tooling/shared.ts';
import { createBm25Index } from './index.ts';

describeShared('BM25 with its defaults', () => {
  test.each([
    ['scifact', 0.686, 0.92],
    ['cranfield', 0.5, 0.74],
    ['cacm', 0.49, 0.68],
  ] as const)('finds on %s what it should: nDCG@10 >= %d, Recall@100 >= %d', async (name, ndcg, recall) => {
    const { documents, measure } = judgedCollection(name);
    const means = await measure(createBm25Index({ documents }), [ndcgAt(10), recallAt(100)]);
    console.log(name, means);
    expect(means['nDCG@10']).toBeGreaterThanOrEqual(ndcg);
    expect(means['Recall@100']).toBeGreaterThanOrEqual(recall);
  });

  test.each(['scifact', 'cranfield', 'cacm'] as const)('ranks %s as wink does, but for rounding', async (name) => {
    const { documents, queries } = judgedCollection(name);
    const ours = createBm25Index({ documents });
    const wink = createBm25Index({ documents, engine: 'wink' });
    for (const query of queries.values()) {
      expectAgreement(await ours.search(query), await wink.search(query, { topK: 20 }));
    }
  });
});

/** Each term of wink's scores is rounded to nine decimals. */
const ROUNDING = 1e-7;

/** The same documents in the same order, unless scores are closer than rounding. */
function expectAgreement(ours: Ranking, wink: Ranking): void {
  const scores = new Map(wink.map(({ document, score }) => [document.id, score]));
  for (const [rank, { document, score }] of ours.entries()) {
    expect(scores.get(document.id)).toBeCloseTo(score, 7);
    const there = wink[rank];
    if (there?.document.id !== document.id) expect(Math.abs((there?.score ?? 0) - score)).toBeLessThan(ROUNDING);
  }
}

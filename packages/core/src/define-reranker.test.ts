import { describe, expect, test } from 'vitest';
import type { Ranking } from './contracts.ts';
import { type CandidateScore, defineReranker } from './define-reranker.ts';

const candidates: Ranking = ['a', 'b', 'c'].map((id, index) => ({
  document: { id, content: id },
  score: 3 - index,
  evidence: [{ stage: 'retrieve', component: 'bm25', rank: index + 1, score: 3 - index }],
}));

function reranker(scores: readonly CandidateScore[]) {
  return defineReranker({ name: 'fixed', scope: 'pair', rerank: () => scores });
}

describe('defineReranker', () => {
  test('makes a ranking of scores, and keeps evidence', async () => {
    const scores = [
      { index: 0, score: -1 },
      { index: 2, score: 4, details: { logit: 4 } },
    ];
    const ranking = await reranker(scores).rerank('q', candidates);
    expect(ranking.map(({ document, score }) => [document.id, score])).toEqual([
      ['c', 4],
      ['a', -1],
    ]);
    expect(ranking[0]?.evidence).toEqual([
      { stage: 'retrieve', component: 'bm25', rank: 3, score: 1 },
      { stage: 'rerank', component: 'fixed', score: 4, details: { logit: 4 } },
    ]);
  });

  test('orders equal scores by id, and drops the tier of a candidate', async () => {
    const tiered = candidates.map((item, index) => (index === 2 ? ({ ...item, tier: 1 } as const) : item));
    const ranking = await reranker([2, 1, 0].map((index) => ({ index, score: 0 }))).rerank('q', tiered);
    expect(ranking.map(({ document }) => document.id)).toEqual(['a', 'b', 'c']);
    expect(ranking.some((item) => 'tier' in item)).toBe(false);
  });

  test.each<[string, readonly CandidateScore[], string]>([
    ['a score that is not finite', [{ index: 1, score: Number.NaN }], 'fixed: score of candidate 1 is NaN'],
    ['an unknown candidate', [{ index: 3, score: 1 }], 'fixed: candidate 3 is unknown'],
    ['a candidate scored twice', [0, 0].map((index) => ({ index, score: 1 })), 'fixed: candidate 0 was scored twice'],
  ])('rejects %s as a broken contract', async (_, scores, message) => {
    const work = reranker(scores).rerank('q', candidates);
    await expect(work).rejects.toMatchObject({ code: 'TSR_RERANKER_CONTRACT' });
    await expect(work).rejects.toThrow(message);
  });

  test('answers a blank query and no candidates itself', async () => {
    const never = defineReranker({ name: 'x', scope: 'list', rerank: () => Promise.reject(new Error('was asked')) });
    await expect(never.rerank(' ', candidates)).resolves.toEqual([]);
    await expect(never.rerank('q', [])).resolves.toEqual([]);
  });

  test.each<[string, unknown, unknown, string]>([
    ['a query', 1, candidates, 'fixed: query is 1'],
    ['candidates that are none', 'q', null, 'fixed: candidates is null'],
    [
      'candidates out of order',
      'q',
      candidates.toReversed(),
      'candidates are no ranking: rank 2 belongs before rank 1',
    ],
  ])('refuses %s', async (_, query, list, message) => {
    const work = reranker([]).rerank(query as never, list as never);
    await expect(work).rejects.toMatchObject({ code: 'TSR_INVALID_ARGUMENT' });
    await expect(work).rejects.toThrow(message);
  });

  test('refuses a deadline that is no number', async () => {
    await expect(reranker([]).rerank('q', candidates, { deadline: Number.NaN })).rejects.toThrow(RangeError);
  });

  test('hands on deadline, signal and trace', async () => {
    const seen: unknown[] = [];
    const rerank = (_: unknown, __: unknown, options: unknown) => {
      seen.push(options);
      return [];
    };
    const { signal } = new AbortController();
    await defineReranker({ name: 'x', scope: 'pair', rerank }).rerank('q', candidates, { deadline: 5, signal });
    expect(seen).toEqual([{ deadline: 5, signal, trace: undefined }]);
  });

  test('rejects at once on abort, though the scoring never ends', async () => {
    const controller = new AbortController();
    const slow = defineReranker({ name: 'x', scope: 'pair', rerank: () => new Promise(() => {}) });
    const ranking = slow.rerank('q', candidates, { signal: controller.signal });
    controller.abort('enough');
    await expect(ranking).rejects.toBe('enough');
  });
});

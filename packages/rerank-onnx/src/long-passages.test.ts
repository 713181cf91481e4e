import { testReranker } from '@tsr/conformance';
import { afterAll, describe, expect, it, test } from 'vitest';
import { createCrossEncoder } from './index.ts';
import { expectedMany, tinyModel as model, notedIn, ranking, scoresOf } from './tiny-cross-encoder.fixture.ts';

const { query, overlap: windowOverlap, most: maxWindows, scores: many } = expectedMany;
const passages = many.map(({ passage }) => passage);

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [index, score] of found.entries()) expect(score).toBeCloseTo(expected[index]!, 4);
}

describe('windows of long passages', async () => {
  const encoder = await createCrossEncoder({ model, workers: 2, windowOverlap, maxWindows });
  afterAll(() => encoder.dispose());

  testReranker({ describe, test }, 'with windows and a cache', { create: () => encoder });

  it('give the highest logit of those of the reference, and say which it was', async () => {
    const results = await encoder.rerank(query, ranking(passages));
    expectClose(
      scoresOf(results),
      many.map(({ windows }) => windows),
    );
    for (const { document, evidence } of results) {
      const { best, of } = many[Number(document.id)]!;
      const { windows = 1, window = 1 } = evidence![0]!.details!;
      expect([document.id, window, windows]).toEqual([document.id, best, of]);
    }
  });

  it('are no more than there may be', async () => {
    const notes: Record<string, unknown>[] = [];
    const few = await createCrossEncoder({ model, workers: 1, maxWindows: 2 });
    const [result] = await few.rerank('page', ranking(['the '.repeat(1000)]), { trace: notedIn(notes) });
    await few.dispose();
    expect(result!.evidence![0]!.details).toMatchObject({ windows: 2 });
    expect(notes).toMatchObject([{ truncated: 1, tokens: 256 }]);
  });
});

describe('a span of a passage', async () => {
  const encoder = await createCrossEncoder({ model, workers: 2, passages: 'span', spanTokens: 8 });
  const first = await createCrossEncoder({ model, workers: 1, passages: 'first' });
  afterAll(() => Promise.all([encoder.dispose(), first.dispose()]));

  testReranker({ describe, test }, 'with spans', { create: () => encoder });

  it('is read as if it were the passage', async () => {
    const notes: Record<string, unknown>[] = [];
    const passage = 'This is a page. The route is here. How do I configure the gateway? One two three.';
    const [span] = await encoder.rerank('configure the gateway', ranking([passage]), { trace: notedIn(notes) });
    expect(notes).toMatchObject([{ truncated: 1 }]);
    const tokens = Number(notes[0]!.tokens);
    expect(tokens).toBeLessThanOrEqual(8 + 3 + 13);
    // The sentence alone has more tokens than that: its start is read.
    const [start] = await first.rerank('configure the gateway', ranking(['How do I conf']));
    expect(span!.score).not.toBe((await first.rerank('configure the gateway', ranking([passage])))[0]!.score);
    expect(Number.isFinite(start!.score)).toBe(true);
  });

  it('is the whole of a short passage', async () => {
    const [whole] = await first.rerank('page', ranking(['the page. one']));
    expect((await encoder.rerank('page', ranking(['the page. one'])))[0]!.score).toBe(whole!.score);
  });
});

describe('the budget of a call', () => {
  it('leaves candidates beyond maxPairs unscored', async () => {
    const encoder = await createCrossEncoder({ model, workers: 2, maxPairs: 7 });
    const results = await encoder.rerank(query, ranking(passages));
    expect(results.map(({ document }) => Number(document.id)).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    await encoder.dispose();
  });

  it('stops before the candidate that would exceed its tokens, the same one each time', async () => {
    const whole = await createCrossEncoder({ model, workers: 1 });
    const notes: Record<string, unknown>[] = [];
    await whole.rerank(query, ranking(passages.slice(0, 30)), { trace: notedIn(notes) });
    const tokens = Number(notes[0]!.tokens);
    for (const maxTokensPerCall of [tokens, tokens + 1]) {
      const encoder = await createCrossEncoder({ model, workers: 2, maxTokensPerCall });
      for (let again = 0; again < 3; again++) expect(await encoder.rerank(query, ranking(passages))).toHaveLength(30);
      await encoder.dispose();
    }
    const encoder = await createCrossEncoder({ model, workers: 2, maxTokensPerCall: tokens - 1 });
    expect(await encoder.rerank(query, ranking(passages))).toHaveLength(29);
    await Promise.all([whole.dispose(), encoder.dispose()]);
  });
});

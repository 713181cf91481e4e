import { afterAll, describe, expect, it } from 'vitest';
import { createCrossEncoder } from './index.ts';
import { tinyModel as model, ranking } from './tiny-cross-encoder.fixture.ts';

const words = ['the', 'of', 'a', 'to', 'page', 'one', 'two', 'three'];
/** So many passages, no two alike. */
const many = (count: number) =>
  ranking(
    Array.from({ length: count }, (_, i) => `${words[i % 8]} ${words[(i >> 3) % 8]} ${i} page one two `.repeat(12)),
  );

describe('a deadline', async () => {
  const encoder = await createCrossEncoder({ model, workers: 2 });
  afterAll(() => encoder.dispose());

  it('that has passed starts nothing', async () => {
    expect(await encoder.rerank('page', ranking(['a', 'b']), { deadline: Date.now() - 1 })).toEqual([]);
  });

  it('leaves the most promising candidates scored, and is kept', async () => {
    const candidates = many(8000);
    const deadline = Date.now() + 300;
    const results = await encoder.rerank('page', candidates, { deadline });
    expect(Date.now() - deadline).toBeLessThan(250);
    expect(results.length).toBeGreaterThan(0);
    expect(results.length).toBeLessThan(candidates.length);
    const scored = results.map(({ document }) => document.id).toSorted();
    expect(scored).toEqual(candidates.slice(0, scored.length).map(({ document }) => document.id));
  });

  it('changes no score', async () => {
    const candidates = many(500);
    const fresh = await createCrossEncoder({ model, workers: 1, scoreCache: false });
    const cut = await fresh.rerank('one', candidates, { deadline: Date.now() + 100 });
    const whole = new Map((await fresh.rerank('one', candidates)).map(({ document, score }) => [document.id, score]));
    await fresh.dispose();
    expect(cut.length).toBeGreaterThan(0);
    for (const { document, score } of cut) expect(score).toBe(whole.get(document.id));
  });

  it('does not cut what is in the cache', async () => {
    const candidates = many(40);
    const whole = await encoder.rerank('two', candidates);
    expect(await encoder.rerank('two', candidates, { deadline: Date.now() - 1 })).toEqual(whole);
  });

  it('that comes too early for anything is forgotten by the next call', async () => {
    for (let again = 0; again < 40; again++) await encoder.rerank('page', many(4), { deadline: Date.now() });
    expect(await encoder.rerank('three', many(20), { deadline: Date.now() + 5000 })).toHaveLength(20);
  });
});

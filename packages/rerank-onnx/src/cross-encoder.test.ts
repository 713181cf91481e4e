import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { testReranker } from '@tsr/conformance';
import type { Ranking } from '@tsr/core';
import { afterAll, describe, expect, it, test } from 'vitest';
import { createCrossEncoder } from './index.ts';

const model = new URL('../fixtures/tiny-cross-encoder/', import.meta.url);

interface Scored {
  readonly query: string;
  readonly passage: string;
  readonly maxTokens: number;
  readonly maxQueryTokens: number;
  readonly logit: number;
}

// Values: a numpy reference, scripts/make-tiny-cross-encoder.py.
const expected: readonly Scored[] = JSON.parse(
  readFileSync(new URL('../fixtures/tiny-cross-encoder.scores.json', import.meta.url), 'utf8'),
);
const ranking = (passages: readonly string[]): Ranking =>
  passages.map((content, index) => ({ document: { id: String(index).padStart(4, '0'), content }, score: -index }));
const scoresById = (results: Ranking) => new Map(results.map(({ document, score }) => [document.id, score]));

describe('a cross-encoder', async () => {
  const encoder = await createCrossEncoder({ model, workers: 2 });
  afterAll(() => encoder.dispose());

  testReranker({ describe, test }, 'the tiny model', { create: () => encoder });

  it('gives the logits of the reference to four decimals', async () => {
    for (const { query, passage, maxTokens, logit } of expected) {
      if (maxTokens !== 128) continue;
      const [result] = await encoder.rerank(query, ranking([passage]));
      expect([query.slice(0, 30), passage.slice(0, 30), result!.score.toFixed(4)]).toEqual([
        query.slice(0, 30),
        passage.slice(0, 30),
        logit.toFixed(4),
      ]);
    }
  });

  it('gives the same bits alone, in any company and in any order', async () => {
    const passages = expected.map(({ passage }) => passage);
    const together = scoresById(await encoder.rerank('page one two', ranking(passages)));
    const backwards = scoresById(await encoder.rerank('page one two', ranking(passages.toReversed())));
    for (const [index, passage] of passages.entries()) {
      const [alone] = await encoder.rerank('page one two', ranking([passage]));
      expect(together.get(String(index).padStart(4, '0'))).toBe(alone!.score);
      expect(backwards.get(String(passages.length - 1 - index).padStart(4, '0'))).toBe(alone!.score);
    }
  });

  it('reads title and content, best first, with one entry of evidence', async () => {
    const { query, passage, logit } = expected[0]!;
    const [title, content] = ['Set the client secret of the plugin, then call the token endpoint', ''];
    const other = { document: { id: 'z', content: 'page' }, score: 1 };
    const results = await encoder.rerank(query, [other, { document: { id: 'a', title, content }, score: 0 }]);
    expect(results.map(({ score }) => score)).toEqual(results.map(({ score }) => score).toSorted((a, b) => b - a));
    const [whole] = await encoder.rerank(query, ranking([passage]));
    expect(whole!.score).toBeCloseTo(logit, 4);
    expect(whole!.evidence).toEqual([
      { stage: 'rerank', component: encoder.name, score: whole!.score, details: { logit: whole!.score } },
    ]);
    const [joined] = await encoder.rerank(query, [
      { document: { id: 'a', title: title.slice(0, 37), content: title.slice(39) }, score: 0 },
    ]);
    const [plain] = await encoder.rerank(query, ranking([`${title.slice(0, 37)}. ${title.slice(39)}`]));
    expect(joined!.score).toBe(plain!.score);
  });

  it('starts nothing after the deadline', async () => {
    expect(await encoder.rerank('page', ranking(['a', 'b']), { deadline: Date.now() - 1 })).toEqual([]);
  });

  it('returns the most promising candidates when the deadline cuts', async () => {
    const many = ranking(Array.from({ length: 8000 }, (_, index) => `page ${index} `.repeat(60)));
    const results = await encoder.rerank('page', many, { deadline: Date.now() + 300 });
    expect(results.length).toBeGreaterThan(0);
    expect(results.length).toBeLessThan(many.length);
    const scored = results.map(({ document }) => document.id).toSorted();
    expect(scored).toEqual(many.slice(0, scored.length).map(({ document }) => document.id));
  });

  it('rejects with the reason of an abort and works on', async () => {
    const many = ranking(Array.from({ length: 3000 }, () => 'page '.repeat(100)));
    const controller = new AbortController();
    const work = encoder.rerank('page', many, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 20);
    await expect(work).rejects.toThrow('enough');
    expect(await encoder.rerank('page', ranking(['a']))).toHaveLength(1);
  });

  it('serves many queries at once, each its own scores', async () => {
    const pairs = expected.filter(({ maxTokens }) => maxTokens === 128);
    const all = await Promise.all(pairs.map(({ query, passage }) => encoder.rerank(query, ranking([passage]))));
    expect(all.map((results) => results[0]!.score.toFixed(4))).toEqual(pairs.map(({ logit }) => logit.toFixed(4)));
  });

  it('notes the model, its fingerprint and what was cut', async () => {
    const notes: object[] = [];
    const trace = { traceId: 't', child: () => trace, note: (fields: object) => notes.push(fields), record() {} };
    await encoder.rerank('page', ranking(['a b', 'the '.repeat(400)]), { trace });
    expect(notes).toEqual([
      {
        model: 'tiny-cross-encoder',
        fingerprint: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        pairs: 2,
        tokens: 6 + 128,
        truncated: 1,
      },
    ]);
  });
});

describe('createCrossEncoder', () => {
  it('gives the logits of the reference under smaller budgets', async () => {
    const small = expected.filter(({ maxTokens }) => maxTokens !== 128);
    expect(small.length).toBeGreaterThan(2);
    for (const { query, passage, maxTokens, maxQueryTokens, logit } of small) {
      const encoder = await createCrossEncoder({ model, workers: 1, maxTokens, maxQueryTokens });
      const [result] = await encoder.rerank(query, ranking([passage]));
      await encoder.dispose();
      expect(result!.score.toFixed(4)).toBe(logit.toFixed(4));
    }
  });

  it('finds a model by its id under a models folder', async () => {
    const modelsFolder = fileURLToPath(new URL('../fixtures', import.meta.url));
    const encoder = await createCrossEncoder({ model: 'tiny-cross-encoder', modelsFolder, workers: 1 });
    expect(encoder.name).toBe('tiny-cross-encoder');
    await encoder.dispose();
    await expect(encoder.rerank('a', ranking(['b']))).rejects.toThrow(
      expect.objectContaining({ code: 'TSR_DISPOSED' }),
    );
  });

  it.each<[string, object, RegExp]>([
    ['more tokens than the model reads', { maxTokens: 129 }, /maxTokens is 129.*reads 128 at most/],
    ['a budget without room for the passage', { maxTokens: 16, maxQueryTokens: 14 }, /maxTokens is 16/],
    ['a budget that is not a number', { maxTokens: Number.NaN }, /maxTokens is NaN/],
    ['no workers', { workers: 0 }, /workers is 0/],
  ])('refuses %s', async (_, options, message) => {
    const creation = createCrossEncoder({ model, ...options });
    await expect(creation).rejects.toThrow(message);
    await expect(creation).rejects.toThrow(expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' }));
  });
});

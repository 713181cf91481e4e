import { fileURLToPath } from 'node:url';
import { testReranker } from '@tsr/conformance';
import fc from 'fast-check';
import { afterAll, describe, expect, it, test } from 'vitest';
import { createCrossEncoder } from './index.ts';
import {
  expectedMany,
  expectedPairs,
  tinyModel as model,
  notedIn,
  ranking,
  scoresOf,
  tinyModelWith,
  variant,
} from './tiny-cross-encoder.fixture.ts';

const { query, scores: many } = expectedMany;
const passages = many.map(({ passage }) => passage);

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [index, score] of found.entries()) expect(score).toBeCloseTo(expected[index]!, 4);
}

describe('a cross-encoder', async () => {
  const encoder = await createCrossEncoder({ model, workers: 2, passages: 'first', scoreCache: false });
  afterAll(() => encoder.dispose());

  testReranker({ describe, test }, 'the tiny model', { create: () => encoder });

  it('gives the logits of the reference to four decimals', async () => {
    for (const { query, passage, maxTokens, logit } of expectedPairs) {
      if (maxTokens !== 128) continue;
      const [result] = await encoder.rerank(query, ranking([passage]));
      const pair = [query.slice(0, 30), passage.slice(0, 30)];
      expect([...pair, result!.score.toFixed(4)]).toEqual([...pair, logit.toFixed(4)]);
    }
  });

  it('gives the logits of the reference for a hundred passages at once', async () => {
    const found = scoresOf(await encoder.rerank(query, ranking(passages)));
    expectClose(
      found,
      many.map(({ first }) => first),
    );
  });

  it('gives the same bits in any company and in any order', async () => {
    const alone: number[] = [];
    for (const passage of passages) alone.push((await encoder.rerank(query, ranking([passage])))[0]!.score);
    const some = fc.shuffledSubarray([...passages.keys()], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(some, async (indexes) => {
        const found = scoresOf(await encoder.rerank(query, ranking(indexes.map((index) => passages[index]!))));
        expect(found).toEqual(indexes.map((index) => alone[index]));
      }),
      { numRuns: 25, seed: 6 },
    );
  });

  it('reads title and content, best first, with one entry of evidence', async () => {
    const { query, passage, logit } = expectedPairs[0]!;
    const [title, content] = ['Set the client secret of the plugin, then call the token endpoint', ''];
    const other = { document: { id: 'z', content: 'page' }, score: 1 };
    const results = await encoder.rerank(query, [other, { document: { id: 'a', title, content }, score: 0 }]);
    expect(results.map(({ score }) => score)).toEqual(results.map(({ score }) => score).toSorted((a, b) => b - a));
    const [whole] = await encoder.rerank(query, ranking([passage]));
    const { score } = whole!;
    expect(score).toBeCloseTo(logit, 4);
    const details = { logit: score, sigmoid: 1 / (1 + Math.exp(-score)) };
    expect(whole!.evidence).toEqual([{ stage: 'rerank', component: encoder.name, score, details }]);
    const [joined] = await encoder.rerank(query, [
      { document: { id: 'a', title: title.slice(0, 37), content: title.slice(39) }, score: 0 },
    ]);
    const [plain] = await encoder.rerank(query, ranking([`${title.slice(0, 37)}. ${title.slice(39)}`]));
    expect(joined!.score).toBe(plain!.score);
  });

  it('serves many queries at once, each its own scores', async () => {
    const pairs = expectedPairs.filter(({ maxTokens }) => maxTokens === 128);
    const all = await Promise.all(pairs.map(({ query, passage }) => encoder.rerank(query, ranking([passage]))));
    expect(all.map((results) => results[0]!.score.toFixed(4))).toEqual(pairs.map(({ logit }) => logit.toFixed(4)));
  });

  it('notes the model, its fingerprint and what was cut', async () => {
    const notes: Record<string, unknown>[] = [];
    await encoder.rerank('page', ranking(['a b', 'the '.repeat(400)]), { trace: notedIn(notes) });
    expect(notes).toEqual([
      {
        model: 'tiny-cross-encoder',
        fingerprint: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        dtype: 'fp32',
        provider: 'cpu',
        pairs: 2,
        tokens: 6 + 128,
        truncated: 1,
        repeats: 0,
        cacheHits: 0,
        cacheHitRate: 0,
        cacheMisses: 2,
        queueMs: expect.any(Number),
      },
    ]);
  });
});

describe('a cross-encoder in int8', async () => {
  it('gives the scores of onnxruntime in Python, and drifts from fp32 by a twelfth of their spread', async () => {
    const small = tinyModelWith({ 'onnx/model.onnx': variant('int8') });
    const encoder = await createCrossEncoder({ model: small, workers: 2, passages: 'first' });
    const found = scoresOf(await encoder.rerank(query, ranking(passages)));
    await encoder.dispose();
    expect(encoder.dtype).toBe('uint8');
    for (const [index, score] of found.entries()) expect(score).toBeCloseTo(many[index]!.int8, 4);
    const drift = found.map((score, index) => Math.abs(score - many[index]!.first));
    expect(drift.reduce((sum, one) => sum + one) / drift.length).toBeLessThan(0.13);
    expect(Math.max(...drift)).toBeLessThan(0.42);
  });
});

describe('createCrossEncoder', () => {
  it('gives the logits of the reference under smaller budgets', async () => {
    const small = expectedPairs.filter(({ maxTokens }) => maxTokens !== 128);
    expect(small.length).toBeGreaterThan(2);
    for (const { query, passage, maxTokens, maxQueryTokens, logit } of small) {
      const encoder = await createCrossEncoder({ model, workers: 1, maxTokens, maxQueryTokens, passages: 'first' });
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
  });

  it.each<[string, object, RegExp]>([
    ['more tokens than the model reads', { maxTokens: 129 }, /maxTokens is 129.*reads 128 at most/],
    ['a budget without room for the passage', { maxTokens: 16, maxQueryTokens: 14 }, /maxTokens is 16/],
    ['a budget that is not a number', { maxTokens: Number.NaN }, /maxTokens is NaN/],
    ['no workers', { workers: 0 }, /workers is 0/],
    ['another way to read', { passages: 'last' }, /passages is "last"/],
    ['an overlap below nothing', { windowOverlap: -1 }, /windowOverlap is -1/],
    ['no windows', { maxWindows: 0 }, /maxWindows is 0/],
    ['half a token', { spanTokens: 0.5 }, /spanTokens is 0.5/],
    ['no pairs', { maxPairs: 0 }, /maxPairs is 0/],
    ['a call without room for one passage', { maxTokensPerCall: 511 }, /maxTokensPerCall is 511.*may need 512/],
    ['a label that the model lacks', { label: 1 }, /label is 1, tiny-cross-encoder has 1/],
    ['a label without that name', { label: 'yes' }, /label is "yes", tiny-cross-encoder has "LABEL_0"/],
  ])('refuses %s', async (_, options, message) => {
    const creation = createCrossEncoder({ model, ...options });
    await expect(creation).rejects.toThrow(message);
    await expect(creation).rejects.toThrow(expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' }));
  });
});

describe('a model with two labels', () => {
  const config = JSON.stringify({ max_position_embeddings: 128, id2label: { 1: 'beside', 0: 'about' } });
  const files = { 'onnx/model.onnx': variant('two-logits'), 'config.json': config };

  it('is refused where none is chosen, and the labels are named', async () => {
    const creation = createCrossEncoder({ model: tinyModelWith(files) });
    await expect(creation).rejects.toThrow(/2 logits per pair, one for each of "about", "beside"; pass the label/);
    await expect(creation).rejects.toThrow(expect.objectContaining({ code: 'TSR_MODEL_INVALID' }));
  });

  it.each<[number | string, number]>([
    [0, 1],
    [1, -1],
    ['about', 1],
    ['beside', -1],
  ])('is scored by the logit of label %s', async (label, sign) => {
    const encoder = await createCrossEncoder({ model: tinyModelWith(files), workers: 1, label, windowOverlap: 16 });
    const found = scoresOf(await encoder.rerank(query, ranking(passages.slice(0, 20))));
    await encoder.dispose();
    for (const [index, score] of found.entries())
      if (many[index]!.of === 1) expect(score).toBeCloseTo(sign * many[index]!.first, 4);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCrossEncoder, createScoreCache, type PairScore } from './index.ts';
import { pairKeys } from './pair-key.ts';
import {
  tinyModel as model,
  notedIn,
  ranking,
  scoresOf,
  tinyModelWith,
  variant,
} from './tiny-cross-encoder.fixture.ts';

const score = (logit: number): PairScore => ({ logit, windows: 1, window: 1, tokens: 3, truncated: false });

describe('a score cache', () => {
  it('holds what a Map and a list of uses would hold', () => {
    const key = fc.integer({ min: 0, max: 9 }).map(String);
    const step = fc.record({ key, put: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 1, max: 6 }), (steps, capacity) => {
        const cache = createScoreCache({ capacity });
        let kept: [string, PairScore][] = [];
        for (const [index, { key, put }] of steps.entries()) {
          const known = kept.find(([held]) => held === key)?.[1];
          if (!put) expect(cache.get(key)).toEqual(known);
          else cache.set(key, score(index));
          const next = put ? score(index) : known;
          if (next)
            kept = [...kept.filter(([held]) => held !== key), [key, next] as [string, PairScore]].slice(-capacity);
        }
      }),
      { seed: 6 },
    );
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses to hold %d scores', (capacity) => {
    expect(() => createScoreCache({ capacity })).toThrow(/capacity is/);
  });
});

describe('the key of a pair', () => {
  const settings = {
    model: { fingerprint: 'sha256:1' } as never,
    pool: { dtype: 'fp32', provider: { name: 'cpu', runtime: 'onnxruntime-node', refused: [] } } as const,
    budget: { maxTokens: 128, maxQueryTokens: 64 },
    reading: { kind: 'first' } as const,
    label: 0,
  };

  it('is another one for another model, type, provider, budget, reading, label, query or passage', () => {
    const others = [
      { model: { fingerprint: 'sha256:2' } as never },
      { pool: { ...settings.pool, dtype: 'int8' } },
      { pool: { ...settings.pool, provider: { name: 'wasm', runtime: 'onnxruntime-web', refused: [] } as const } },
      { budget: { maxTokens: 127, maxQueryTokens: 64 } },
      { reading: { kind: 'span', spanTokens: 96 } as const },
      { reading: { kind: 'windows', overlap: 64, most: 4 } as const },
      { reading: { kind: 'windows', overlap: 32, most: 4 } as const },
      { label: 1 },
    ];
    const keys = others.map((other) => pairKeys({ ...settings, ...other }, 'ab')('c'));
    const texts = [
      pairKeys(settings, 'ab')('c'),
      pairKeys(settings, 'ac')('c'),
      pairKeys(settings, 'a')('bc'),
      pairKeys(settings, 'a')('b'),
    ];
    const odd = ['\ud800', '\udfff', '\ufffd', ''].map((passage) => pairKeys(settings, 'ab')(passage));
    expect(new Set([...keys, ...texts, ...odd]).size).toBe(keys.length + texts.length + odd.length);
    expect(pairKeys({ ...settings }, 'ab')('c')).toBe(texts[0]);
  });
});

describe('scores of a cross-encoder', () => {
  it('are taken from the cache the second time, and the trace says so', async () => {
    const encoder = await createCrossEncoder({ model, workers: 2 });
    const notes: Record<string, unknown>[] = [];
    const trace = notedIn(notes);
    const first = await encoder.rerank('page', ranking(['one', 'two', 'three']), { trace });
    expect(await encoder.rerank('page', ranking(['one', 'two', 'three']), { trace })).toEqual(first);
    await encoder.rerank('page', ranking(['three', 'four']), { trace });
    expect(notes.map(({ cacheHits, cacheHitRate }) => [cacheHits, cacheHitRate])).toEqual([
      [0, 0],
      [3, 1],
      [1, 0.5],
    ]);
    expect(notes.map(({ queueMs }) => typeof queueMs)).toEqual(['number', 'undefined', 'number']);
    await encoder.dispose();
  });

  it('are computed once for passages that are the same', async () => {
    const encoder = await createCrossEncoder({ model, workers: 2, scoreCache: false });
    const notes: Record<string, unknown>[] = [];
    const results = await encoder.rerank('page', ranking(['one', 'two', 'one', 'one', 'two']), {
      trace: notedIn(notes),
    });
    const [one, two, ...rest] = scoresOf(results);
    expect(rest).toEqual([one, one, two]);
    expect(notes).toMatchObject([{ repeats: 3, pairs: 5, cacheHits: 0 }]);
    await encoder.dispose();
  });

  it('go to a cache of the caller, which several models may share', async () => {
    const scoreCache = createScoreCache({ capacity: 100 });
    const small = tinyModelWith({ 'onnx/model.onnx': variant('int8') });
    const [fp32, int8] = [
      await createCrossEncoder({ model, workers: 1, scoreCache }),
      await createCrossEncoder({ model: small, workers: 1, scoreCache }),
    ];
    const [a] = await fp32.rerank('page', ranking(['one two']));
    const [b] = await int8.rerank('page', ranking(['one two']));
    expect(a!.score).not.toBe(b!.score);
    await Promise.all([fp32.dispose(), int8.dispose()]);
    const again = await createCrossEncoder({ model, workers: 1, scoreCache });
    const notes: Record<string, unknown>[] = [];
    expect((await again.rerank('page', ranking(['one two']), { trace: notedIn(notes) }))[0]!.score).toBe(a!.score);
    expect(notes).toMatchObject([{ cacheHits: 1 }]);
    await again.dispose();
  });

  it('are not given out of the cache by a model that was disposed of', async () => {
    const encoder = await createCrossEncoder({ model, workers: 1 });
    await encoder.rerank('page', ranking(['one']));
    await encoder.dispose();
    const disposed = expect.objectContaining({ code: 'TSR_DISPOSED' });
    await expect(encoder.rerank('page', ranking(['one']))).rejects.toThrow(disposed);
    await expect(encoder.rerank(' ', [])).rejects.toThrow(disposed);
  });
});

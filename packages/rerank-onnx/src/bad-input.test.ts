import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTwoStageRetriever, defineRetriever, type Ranking } from '@tsr/core';
import { afterAll, describe, expect, it } from 'vitest';
import { createCrossEncoder } from './index.ts';
import { tinyModel as model, ranking, scoresOf, tinyModelWith, variant } from './tiny-cross-encoder.fixture.ts';

// A word of a million letters and marks takes more than 32 MB of heap.
const HUGE_WORD = 'x\u0301'.repeat(500_000);
const MEGABYTE = 1_000_000;
const code = (code: string) => expect.objectContaining({ code });
const idsOf = (results: Ranking) => results.map(({ document }) => document.id).toSorted();
const soon = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('odd passages', async () => {
  const modes = ['windows', 'first', 'span'] as const;
  const encoders = await Promise.all(modes.map((passages) => createCrossEncoder({ model, workers: 1, passages })));
  afterAll(() => Promise.all(encoders.map((encoder) => encoder.dispose())));

  it.each(modes)('of a megabyte are read within bounds (%s)', async (mode) => {
    const encoder = encoders[modes.indexOf(mode)]!;
    const long = ['the page. ', 'x', '語', '\n', '\ud800', 'a\u0301', '. '];
    const passages = long.map((text) => text.repeat(MEGABYTE / text.length));
    const results = await encoder.rerank('page one', ranking(passages));
    expect(idsOf(results)).toEqual(idsOf(ranking(passages)));
  });

  it.each(modes)('of nothing, of white space and of control characters have scores (%s)', async (mode) => {
    const encoder = encoders[modes.indexOf(mode)]!;
    const controls = Array.from({ length: 32 }, (_, unit) => String.fromCharCode(unit)).join('');
    const passages = ['', ' ', '\n\n\t', controls, `${controls}page${controls}`, '\u007f\u0085\u200b\u2028\ufeff'];
    expect(await encoder.rerank('page', ranking(passages))).toHaveLength(passages.length);
    expect(await encoder.rerank(controls.trim(), ranking(passages))).toHaveLength(passages.length);
  });

  it('come ten thousand at a time, and none is lost', async () => {
    const passages = Array.from({ length: 10_000 }, (_, index) => `page ${index % 4000} one`);
    const results = await encoders[0]!.rerank('page', ranking(passages));
    expect(idsOf(results)).toEqual(idsOf(ranking(passages)));
    const scores = scoresOf(results);
    for (const index of [0, 1999, 3999]) expect(scores[index + 4000]).toBe(scores[index]);
  }, 60_000);
});

describe('a model whose output is not a number', () => {
  /** The file with another bias, as float32, in its last layer. */
  function biased(value: number): string {
    const file = Buffer.from(readFileSync(join(model, 'onnx/model.onnx')));
    const name = Buffer.from([...Buffer.from('classifier.b'), 0x4a, 4]);
    const at = file.indexOf(name);
    expect(at).toBeGreaterThan(0);
    file.writeFloatLE(value, at + name.length);
    return tinyModelWith({ 'onnx/model.onnx': file });
  }

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('but %d, is refused when it is opened', async (value) => {
    const creation = createCrossEncoder({ model: biased(value) });
    await expect(creation).rejects.toThrow(/logit is (NaN|Infinity); its weights are broken/);
    await expect(creation).rejects.toThrow(code('TSR_ENGINE_FAILURE'));
  });
});

// A heap of 24 MB is not exhausted at once where others are at work.
const SLOW = 60_000;
/** A cross-encoder with one thread, which the passage `HUGE_WORD` kills. */
const fragile = (folder: string = model) => createCrossEncoder({ model: folder, workers: 1, maxHeapMb: 24 });
const poison = ranking(['page one', 'page two', HUGE_WORD, 'page three']);

describe('a worker that is killed half way', { timeout: SLOW }, async () => {
  const encoder = await fragile();
  afterAll(() => encoder.dispose());

  it('fails the call, and the next one has a new thread', async () => {
    const before = await encoder.rerank('page', ranking(['one two three']));
    await expect(encoder.rerank('page', poison)).rejects.toThrow(code('TSR_ENGINE_FAILURE'));
    const fresh = await fragile();
    expect(await encoder.rerank('page', ranking(['one two', 'three']))).toEqual(
      await fresh.rerank('page', ranking(['one two', 'three'])),
    );
    expect(await encoder.rerank('page', ranking(['one two three']))).toEqual(before);
    await fresh.dispose();
  });

  it('costs a two-stage retriever its second stage, and no candidate', async () => {
    const firstStage = defineRetriever({ name: 'fixed', search: () => poison });
    const retriever = createTwoStageRetriever({ firstStage, secondStage: encoder });
    const { results, degraded } = await retriever.retrieve('page');
    expect(results.map(({ id }) => id)).toEqual(poison.map(({ document }) => document.id));
    expect(degraded).toMatchObject({ reason: 'failure', message: expect.stringMatching(/worker thread/) });
  });

  it('fails no other call that is under way', async () => {
    const many = ranking(Array.from({ length: 60 }, (_, index) => `page ${index} of two`));
    const [killed, other] = await Promise.allSettled([encoder.rerank('one', poison), encoder.rerank('one', many)]);
    expect(killed).toMatchObject({ status: 'rejected', reason: { code: 'TSR_ENGINE_FAILURE' } });
    expect(other).toMatchObject({ status: 'fulfilled' });
    if (other.status === 'fulfilled') expect(idsOf(other.value)).toEqual(idsOf(many));
  });
});

describe('a model file', { timeout: SLOW }, () => {
  it('that is deleted after loading is missed when a thread has to be started, and clearly', async () => {
    const folder = tinyModelWith({});
    const encoder = await fragile(folder);
    rmSync(folder, { recursive: true });
    expect(await encoder.rerank('page', ranking(['one', 'two']))).toHaveLength(2);
    await expect(encoder.rerank('page', poison)).rejects.toThrow(code('TSR_ENGINE_FAILURE'));
    for (const passage of ['three', 'four']) {
      const next = encoder.rerank('page', ranking([passage]));
      await expect(next).rejects.toThrow(code('TSR_MODEL_NOT_FOUND'));
      await expect(next).rejects.toThrow(/cannot be read any more; put the model's files back/);
    }
    cpSync(model, folder, { recursive: true });
    expect(await encoder.rerank('page', ranking(['three', 'four']))).toHaveLength(2);
    await encoder.dispose();
  });

  it('that is another one by then is refused', async () => {
    const folder = tinyModelWith({});
    const encoder = await fragile(folder);
    writeFileSync(join(folder, 'onnx/model.onnx'), variant('int8'));
    await expect(encoder.rerank('page', poison)).rejects.toThrow(code('TSR_ENGINE_FAILURE'));
    await expect(encoder.rerank('page', ranking(['three']))).rejects.toThrow(/another model than when it was opened/);
    await encoder.dispose();
  });
});

describe('an abort', async () => {
  const encoder = await createCrossEncoder({ model, workers: 2, scoreCache: false });
  afterAll(() => encoder.dispose());
  const some = ranking(Array.from({ length: 80 }, (_, index) => `page ${index} `.repeat(20)));

  it('rejects with its reason at whatever point it comes, and the encoder works on', async () => {
    const start = performance.now();
    const whole = await encoder.rerank('page', some);
    const duration = performance.now() - start;
    for (let point = 0; point <= 20; point++) {
      const controller = new AbortController();
      const reason = new Error(`at ${point}`);
      const work = encoder.rerank('page', some, { signal: controller.signal });
      const outcome = work.then(
        (results) => expect(results).toEqual(whole),
        (error) => expect(error).toBe(reason),
      );
      if (point > 0) await soon((duration * (point - 1)) / 18);
      controller.abort(reason);
      await outcome;
    }
    expect(await encoder.rerank('page', some)).toEqual(whole);
  });

  it('that came before rejects at once', async () => {
    const reason = new Error('before');
    await expect(encoder.rerank('page', some, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('of one call leaves another alone', async () => {
    const controller = new AbortController();
    const aborted = encoder.rerank('page', some, { signal: controller.signal });
    const other = encoder.rerank('page', some);
    setTimeout(() => controller.abort('enough'), 5);
    await expect(aborted).rejects.toBe('enough');
    expect(await other).toEqual(await encoder.rerank('page', some));
  });
});

describe('calls at once', () => {
  it('each get their own scores, shared work or not', async () => {
    const encoder = await createCrossEncoder({ model, workers: 2 });
    const alone = await createCrossEncoder({ model, workers: 1, scoreCache: false });
    const lists = [20, 40, 60].map((length) => ranking(Array.from({ length }, (_, index) => `page ${index} one`)));
    const queries = ['page', 'one', 'page'];
    const found = await Promise.all(lists.map((list, index) => encoder.rerank(queries[index]!, list)));
    for (const [index, list] of lists.entries())
      expect(found[index]).toEqual(await alone.rerank(queries[index]!, list));
    await Promise.all([encoder.dispose(), alone.dispose()]);
  });
});

describe('disposal during a call', () => {
  it('rejects it with TSR_DISPOSED or lets it end, at whatever point it comes', async () => {
    const some = ranking(Array.from({ length: 60 }, (_, index) => `page ${index} `.repeat(20)));
    for (const delay of [0, 1, 2, 5, 10, 20, 40, 80]) {
      const encoder = await createCrossEncoder({ model, workers: 2 });
      const call = encoder.rerank('page', some).then(
        (results) => expect(results).toHaveLength(some.length),
        (error) => expect(error).toMatchObject({ code: 'TSR_DISPOSED' }),
      );
      if (delay > 0) await soon(delay);
      await encoder.dispose();
      await call;
      await expect(encoder.rerank('page', some)).rejects.toThrow(code('TSR_DISPOSED'));
    }
  }, 30_000);
});

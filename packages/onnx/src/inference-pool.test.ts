import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInferencePool, defaultWorkers, type InferencePool, resolveModel } from './index.ts';
import { copyOfTinyModel, tinyModel, variantFile } from './tiny-model.fixture.ts';

// A word of a million letters and marks takes more than 32 MB of heap, and one of letters, not all plain, a good while.
const HUGE_WORD = 'x\u0301'.repeat(500_000);
const LONG_WORD = 'xé'.repeat(500_000);
const budget = { maxTokens: 128, maxQueryTokens: 64 };
const pair = { query: 'page', passage: 'the gateway', budget };
const code = (code: string) => expect.objectContaining({ code });
const open = async (model: string, options = {}): Promise<InferencePool> =>
  createInferencePool({ model: await resolveModel({ model }), output: 'logits', ...options });

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('an inference pool', () => {
  let pool: InferencePool;
  beforeAll(async () => {
    pool = await open(tinyModel, { workers: 2 });
  });
  afterAll(() => pool.dispose());

  it('gives the output, the tokens and what was cut', async () => {
    const output = await pool.run({ ...pair, passage: 'the '.repeat(200) });
    expect(output).toEqual({
      values: expect.any(Float32Array),
      runs: 1,
      tokens: 128,
      truncated: true,
    });
    expect(output!.values).toHaveLength(1);
  });

  it('gives the same bits from every worker, however many pairs wait', async () => {
    const outputs = await Promise.all(Array.from({ length: 40 }, () => pool.run(pair)));
    expect(new Set(outputs.map((output) => output!.values[0])).size).toBe(1);
  });

  it('starts nothing after the deadline', async () => {
    expect(await pool.run(pair, { deadline: Date.now() })).toBeUndefined();
  });

  it('rejects with the reason of an abort', async () => {
    const reason = new Error('enough');
    await expect(pool.run(pair, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('passes a caller’s mistake on as one', async () => {
    const run = pool.run({ ...pair, budget: { maxTokens: 4, maxQueryTokens: 4 } });
    await expect(run).rejects.toThrow(RangeError);
    await expect(run).rejects.toThrow(code('TSR_INVALID_ARGUMENT'));
  });

  it('fails a pair that the model cannot take, and works on', async () => {
    const long = pool.run({ ...pair, passage: 'the '.repeat(500), budget: { maxTokens: 300, maxQueryTokens: 64 } });
    await expect(long).rejects.toThrow(code('TSR_ENGINE_FAILURE'));
    expect(await pool.run(pair)).toBeDefined();
  });

  it('reads 200,000 characters off the main thread', async () => {
    expect((await pool.run({ ...pair, query: 'x y '.repeat(50_000) }))!.truncated).toBe(true);
  });
});

describe('a worker that crashes', () => {
  it('fails its own pair only; the next gets a new thread', async () => {
    const pool = await open(tinyModel, { maxHeapMb: 24 });
    const before = await pool.run(pair);
    const [crashed, waiting] = await Promise.allSettled([pool.run({ ...pair, passage: HUGE_WORD }), pool.run(pair)]);
    expect(crashed).toMatchObject({ status: 'rejected', reason: { code: 'TSR_ENGINE_FAILURE' } });
    expect(waiting).toMatchObject({ status: 'fulfilled', value: before });
    await pool.dispose();
  });
});

describe('dispose', () => {
  it('finishes what runs, and rejects what waits and what comes later', async () => {
    const pool = await open(tinyModel);
    const [first, ...rest] = Array.from({ length: 5 }, () => pool.run({ ...pair, query: LONG_WORD }));
    const outcomes = Promise.allSettled(rest);
    await soon();
    await pool.dispose();
    expect((await first)!.tokens).toBe(1 + 3 + 2);
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'TSR_DISPOSED' } });
    await expect(pool.run(pair)).rejects.toThrow(code('TSR_DISPOSED'));
    await pool.dispose();
  });

  it('waits for a thread that is being restarted', async () => {
    const pool = await open(tinyModel, { maxHeapMb: 24 });
    const crash = pool.run({ ...pair, passage: HUGE_WORD });
    await expect(crash).rejects.toThrow(code('TSR_ENGINE_FAILURE'));
    let settled = false;
    const restarted = pool.run(pair).finally(() => {
      settled = true;
    });
    const outcome = expect(restarted).rejects.toThrow(code('TSR_DISPOSED'));
    await new Promise(setImmediate);
    await pool.dispose();
    await new Promise(setImmediate);
    expect(settled).toBe(true);
    await outcome;
  });

  it('may come at any moment of a run', async () => {
    for (let delay = 0; delay < 6; delay++) {
      const pool = await open(tinyModel);
      const runs = Promise.allSettled(Array.from({ length: 20 }, () => pool.run(pair)));
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay - 1));
      await pool.dispose();
      for (const outcome of await runs)
        if (outcome.status === 'rejected') expect(outcome.reason).toEqual(code('TSR_DISPOSED'));
    }
  });
});

describe('createInferencePool', () => {
  const onnx = readFileSync(join(tinyModel, 'onnx/model.onnx'));
  const tokenizer = readFileSync(join(tinyModel, 'tokenizer.json'), 'utf8');
  const variant = (name: string) => ({ 'onnx/model.onnx': readFileSync(variantFile(name)) });

  it.each<[string, Record<string, string | Uint8Array>, RegExp]>([
    ['an ONNX file that is cut short', { 'onnx/model.onnx': onnx.subarray(0, 90_000) }, /model file is cut short/],
    ['an ONNX file of noise', { 'onnx/model.onnx': onnx.map((byte) => byte ^ 85) }, /model file/],
    ['a page of HTML', { 'onnx/model.onnx': '<!doctype html><title>404</title>' }, /model file/],
    ['weights in other files', variant('external-data'), /keeps weights in other files/],
    ['another output', variant('other-output'), /has no output logits, but last_hidden_state/],
    ['other inputs', { 'onnx/model.onnx': renamed(onnx, 'token_type_ids', 'pixel_values_x') }, /wants pixel_values_x/],
    [
      'no input_ids',
      { 'onnx/model.onnx': renamed(onnx, 'input_ids', 'image_ids') },
      /no input input_ids, but image_ids/,
    ],
    [
      'a graph that does not hold together',
      { 'onnx/model.onnx': renamed(onnx, 'LayerNorm', 'LayerXorm') },
      /cannot be op/,
    ],
    ['a tokenizer that is not JSON', { 'tokenizer.json': '\u0000garbage' }, /tokenizer.json is not JSON/],
    ['a tokenizer that is something else', { 'tokenizer.json': '{"model":{}}' }, /tokenizer.json cannot be used/],
    [
      'a tokenizer of another model',
      { 'tokenizer.json': tokenizer.replace('"[UNK]":1', '"[UNK]":5000') },
      /tokens, the model 568/,
    ],
  ])('refuses %s', async (_, files, message) => {
    const creation = open(copyOfTinyModel(files));
    await expect(creation).rejects.toThrow(message);
    await expect(creation).rejects.toThrow(code('TSR_MODEL_INVALID'));
  });

  it('gives a model no input that it does not have', async () => {
    const pool = await open(copyOfTinyModel(variant('no-token-types')));
    expect((await pool.run(pair))!.values).toHaveLength(1);
    await pool.dispose();
  });

  it.each([0, -1, 1.5, Number.NaN, 1000])('refuses %d workers', async (workers) => {
    await expect(open(tinyModel, { workers })).rejects.toThrow(code('TSR_INVALID_ARGUMENT'));
  });

  it('chooses one or two workers', () => {
    expect([1, 2]).toContain(defaultWorkers());
  });
});

describe('the process', () => {
  it('ends by itself, its workers not disposed of', () => {
    const program = `
      import { createInferencePool, resolveModel } from '@tsr/onnx';
      const model = await resolveModel({ model: ${JSON.stringify(tinyModel)} });
      const pool = await createInferencePool({ model, output: 'logits' });
      const pair = { query: 'a', passage: 'b', budget: { maxTokens: 128, maxQueryTokens: 64 } };
      const output = await pool.run(pair);
      console.log(output.values.length);
    `;
    const typescript = new URL('../../../tooling/typescript.mjs', import.meta.url).href;
    const source = ['--conditions=@tsr/source', '--import', typescript];
    const run = spawnSync(process.execPath, [...source, '--input-type=module', '--eval', program], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      encoding: 'utf8',
      timeout: 9000,
    });
    expect(run).toMatchObject({ status: 0, stdout: '1\n', stderr: '' });
  });
});

/** The file with a name replaced by one of the same length. */
function renamed(file: Uint8Array, name: string, other: string): Uint8Array {
  return Buffer.from(Buffer.from(file).toString('latin1').replaceAll(name, other), 'latin1');
}

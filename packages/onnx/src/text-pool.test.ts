import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInferencePool, type InferencePool, type InferencePoolOptions, resolveModel } from './index.ts';
import {
  copyOfTinyModel,
  tinyEncoder,
  tinyEncoderFp32,
  tinyModel,
  tinyVectors,
  variantFile,
} from './tiny-model.fixture.ts';

type Options = Partial<InferencePoolOptions>;
const open = async (model: string, options: Options = {}): Promise<InferencePool> =>
  createInferencePool({ model: await resolveModel({ model }), pooling: 'mean', ...options });
const input = (text: string) => ({ text, maxTokens: 128 });
const code = (code: string) => expect.objectContaining({ code });
const texts = tinyVectors['tiny-encoder'].map(({ text }) => text);
const words = (count: number) => `${'page one two three the of '.repeat(Math.ceil(count / 6))}`;

async function vectorsOf(pool: InferencePool, all: readonly string[]): Promise<readonly Float32Array[]> {
  const vectors: Float32Array[] = [];
  for await (const { values } of pool.stream(all.map(input), { total: all.length })) vectors.push(values);
  return vectors;
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [dot, left, right] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!;
    left += a[i]! ** 2;
    right += b[i]! ** 2;
  }
  return dot / Math.sqrt(left * right);
}

// Values: scripts/make-tiny-encoder.py.
describe.each(['tiny-encoder', 'tiny-encoder-fp32'] as const)('vectors of %s', (name) => {
  const model = name === 'tiny-encoder' ? tinyEncoder : tinyEncoderFp32;

  it.each(['mean', 'cls'] as const)('pooled by %s are those of the reference', async (pooling) => {
    const pool = await open(model, { pooling });
    for (const expected of tinyVectors[name]) {
      const { values, tokens } = (await pool.run(input(expected.text)))!;
      expect([expected.text.slice(0, 20), tokens]).toEqual([expected.text.slice(0, 20), expected.tokens]);
      expect(cosine(values, expected[pooling])).toBeGreaterThan(0.99999);
      expect(Math.hypot(...values)).toBeCloseTo(1, 5);
    }
    await pool.dispose();
  });

  it('are the same bits in any company, order and number of threads', async () => {
    const [one, two] = [await open(model), await open(model, { workers: 2 })];
    const alone = new Map<string, Float32Array>();
    for (const text of texts) alone.set(text, (await one.run(input(text)))!.values);
    for (const order of [texts, texts.toReversed(), [...texts, ...texts].sort()])
      expect(await vectorsOf(two, order)).toEqual(order.map((text) => alone.get(text)));
    await Promise.all([one.dispose(), two.dispose()]);
  });
});

describe('a stream', () => {
  let pool: InferencePool;
  beforeAll(async () => {
    pool = await open(tinyEncoder, { workers: 2 });
  });
  afterAll(() => pool.dispose());

  it('reads few inputs ahead, however many there are', async () => {
    let [read, taken, furthest] = [0, 0, 0];
    const source = function* () {
      for (; read < 3000; read++) yield input(`page ${read}`);
    };
    for await (const _ of pool.stream(source())) furthest = Math.max(furthest, read - ++taken);
    expect(taken).toBe(3000);
    expect(furthest).toBeLessThanOrEqual(8 * 5);
  });

  it('takes inputs as they come', async () => {
    const source = async function* () {
      for (const text of texts) {
        await new Promise(setImmediate);
        yield input(text);
      }
    };
    let count = 0;
    for await (const { values } of pool.stream(source())) {
      expect(cosine(values, tinyVectors['tiny-encoder'][count++]!.mean)).toBeGreaterThan(0.99999);
    }
    expect(count).toBe(texts.length);
  });

  it('rejects with the reason of an abort and leaves the pool at work', async () => {
    const controller = new AbortController();
    const work = async () => {
      for await (const _ of pool.stream(Array(2000).fill(input(words(100))), { signal: controller.signal }))
        controller.abort('enough');
    };
    await expect(work()).rejects.toBe('enough');
    expect(await vectorsOf(pool, texts)).toHaveLength(texts.length);
  });

  it('passes on what its source throws', async () => {
    const source = function* () {
      yield input('a');
      throw new Error('no more');
    };
    const work = async () => {
      for await (const _ of pool.stream(source()));
    };
    await expect(work()).rejects.toThrow('no more');
  });

  it('reads the start of a text of ten megabytes as of a short one', async () => {
    const long = words(2_500_000);
    expect(long.length).toBeGreaterThan(10_000_000);
    const [whole, start] = await vectorsOf(pool, [long, long.slice(0, 2000)]);
    expect(whole).toEqual(start);
  });

  it('reads ten megabytes without a space', async () => {
    const small = await open(tinyEncoder, { maxHeapMb: 64 });
    for (const letter of ['x', '\ud800', '語', ','])
      expect((await small.run(input(letter.repeat(10_000_000))))!.values).toHaveLength(32);
    await small.dispose();
  });
});

describe('batches', () => {
  it('change a vector by less than a cosine of 1e-5, and nothing else', async () => {
    const many = [...texts, ...Array.from({ length: 100 }, (_, i) => words(1 + ((i * 37) % 90)))];
    const [single, batched] = [
      await open(tinyEncoderFp32),
      await open(tinyEncoderFp32, { batchTokens: 512, workers: 2 }),
    ];
    const [expected, found] = [await vectorsOf(single, many), await vectorsOf(batched, many)];
    expect(found).toHaveLength(many.length);
    for (const [index, vector] of found.entries()) expect(cosine(vector, expected[index]!)).toBeGreaterThan(1 - 1e-5);
    await Promise.all([single.dispose(), batched.dispose()]);
  });

  it('are refused for a model that quantises by the call', async () => {
    const creation = open(tinyEncoder, { batchTokens: 512 });
    await expect(creation).rejects.toThrow(/batchTokens is 512/);
    await expect(creation).rejects.toThrow(code('TSR_INVALID_ARGUMENT'));
  });
});

describe('a pool of texts', () => {
  it('keeps the first dimensions', async () => {
    const [all, some] = [await open(tinyEncoder), await open(tinyEncoder, { dimensions: 8 })];
    const [whole, cut] = [(await all.run(input('page')))!.values, (await some.run(input('page')))!.values];
    expect(cut).toHaveLength(8);
    expect(cosine(whole.slice(0, 8), cut)).toBeCloseTo(1, 6);
    await Promise.all([all.dispose(), some.dispose()]);
  });

  it('says what was cut', async () => {
    const pool = await open(tinyEncoder);
    expect(await pool.run({ text: 'the '.repeat(6), maxTokens: 8 })).toMatchObject({ tokens: 8, truncated: false });
    expect(await pool.run({ text: 'the '.repeat(7), maxTokens: 8 })).toMatchObject({ tokens: 8, truncated: true });
    await expect(pool.run({ text: 'the', maxTokens: 2 })).rejects.toThrow(/maxTokens is 2.*at least 3/);
    await pool.dispose();
    expect(() => pool.stream([])).toThrow(code('TSR_DISPOSED'));
  });

  it.each<[string, Options, RegExp]>([
    ['no output and no pooling', { pooling: undefined as never }, /neither output nor pooling/],
    ['another pooling', { pooling: 'max' as never }, /pooling is "max"/],
    ['half a dimension', { dimensions: 0.5 }, /dimensions is 0.5/],
    [
      'dimensions of what is not pooled',
      { pooling: undefined as never, output: 'x', dimensions: 3 },
      /nothing is pooled/,
    ],
    ['a budget below nothing', { batchTokens: -1 }, /batchTokens is -1/],
    ['a provider without a name', { provider: '' }, /provider is ""/],
  ])('refuses %s', async (_, options, message) => {
    const creation = open(tinyEncoder, options);
    await expect(creation).rejects.toThrow(message);
    await expect(creation).rejects.toThrow(code('TSR_INVALID_ARGUMENT'));
  });

  const onnx = readFileSync(`${tinyEncoder}/onnx/model_quantized.onnx`);
  const tokenizer = readFileSync(`${tinyEncoder}/tokenizer.json`, 'utf8');
  it.each<[string, Record<string, string | Uint8Array>, RegExp]>([
    ['a model that is cut short', { 'onnx/model_quantized.onnx': onnx.subarray(0, 40_000) }, /cut short/],
    [
      'weights in other files',
      { 'onnx/model_quantized.onnx': readFileSync(variantFile('external-data')) },
      /other files/,
    ],
    ['a cross-encoder', { 'onnx/model_quantized.onnx': readFileSync(`${tinyModel}/onnx/model.onnx`) }, /but logits/],
    [
      'a tokenizer of another model',
      { 'tokenizer.json': tokenizer.replace('"[UNK]":1', '"[UNK]":5000') },
      /the model 568/,
    ],
    [
      'a tokenizer of another model whose size the config vouches for',
      {
        'tokenizer.json': tokenizer.replace('"[UNK]":1', '"[UNK]":5000'),
        'config.json': '{"vocab_size":9999,"max_position_embeddings":128}',
      },
      /has 5001 tokens, the model 568/,
    ],
  ])('refuses %s', async (_, files, message) => {
    const creation = open(copyOfTinyModel(files, tinyEncoder));
    await expect(creation).rejects.toThrow(message);
    await expect(creation).rejects.toThrow(code('TSR_MODEL_INVALID'));
  });

  it('refuses to pool an output of one row', async () => {
    const pool = await open(tinyModel, { output: 'logits' });
    await expect(pool.run(input('page'))).rejects.toThrow(/to be pooled it must be \[texts, tokens, width\]/);
    await pool.dispose();
  });
});

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createOnnxEmbedder,
  type EmbedProgress,
  type OnnxEmbedder,
  type OnnxEmbedderOptions,
} from './onnx-embedder.ts';

const fixtures = new URL('../../onnx/fixtures/', import.meta.url);
const model = fileURLToPath(new URL('tiny-encoder', fixtures));
// Values: packages/onnx/scripts/make-tiny-encoder.py.
const expected: readonly { text: string; mean: number[]; cls: number[] }[] = JSON.parse(
  readFileSync(new URL('tiny-encoder.vectors.json', fixtures), 'utf8'),
)['tiny-encoder'];

async function open(options: Partial<OnnxEmbedderOptions> = {}): Promise<OnnxEmbedder> {
  const embedder = await createOnnxEmbedder({ model, workers: 1, ...options });
  onTestFinished(() => embedder.dispose());
  return embedder;
}

/** The tiny encoder under another name, with files written over its own. */
function copyOfModel(name: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'tsr-encoder-')), name);
  onTestFinished(() => rmSync(join(folder, '..'), { recursive: true }));
  cpSync(model, folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, v, i) => sum + v * b[i]!, 0);
const pooled = (value: object) => ({ '1_Pooling/config.json': JSON.stringify(value) });

describe('an ONNX embedder', () => {
  it.each(['mean', 'cls'] as const)('gives the vectors of the reference, pooled by %s', async (pooling) => {
    const embedder = await open({ pooling });
    const vectors = await embedder.embedDocuments(expected.map(({ text }) => text));
    for (const [index, vector] of vectors.entries())
      expect(cosine(vector, expected[index]![pooling])).toBeGreaterThan(0.99999);
    expect(embedder).toMatchObject({ name: 'tiny-encoder', dimensions: 32, pooling, workers: 1 });
    expect(embedder.provider).toEqual({ name: 'cpu', runtime: 'onnxruntime-node', refused: [] });
  });

  it('puts its prefixes before queries and passages', async () => {
    const [plain, prefixed] = [await open(), await open({ queryPrefix: 'how ', passagePrefix: 'the page of ' })];
    expect(await prefixed.embedQuery('page')).toEqual(await plain.embedQuery('how page'));
    expect(await prefixed.embedDocuments(['one'])).toEqual(await plain.embedDocuments(['the page of one']));
  });

  it('keeps the first dimensions, of length 1 again', async () => {
    const [whole, cut] = [await open(), await open({ dimensions: 8 })];
    expect(cut.dimensions).toBe(8);
    const [all, some] = [await whole.embedQuery('page'), await cut.embedQuery('page')];
    const length = Math.hypot(...all.slice(0, 8));
    for (const [index, value] of some.entries()) expect(value).toBeCloseTo(all[index]! / length, 6);
  });

  it('reads no more tokens than it was told, prefix included', async () => {
    const [whole, short] = [await open(), await open({ maxTokens: 6, passagePrefix: 'the ' })];
    expect(await short.embedDocuments(['page one two three'])).toEqual(
      await whole.embedDocuments(['the page one two']),
    );
  });

  it('tells how far it is, and how fast', async () => {
    const reports: EmbedProgress[] = [];
    const embedder = await open({ onProgress: (progress) => reports.push(progress) });
    await embedder.embedDocuments(Array.from({ length: 50 }, (_, i) => `page ${i}`));
    expect(reports.map(({ done, total }) => [done, total])).toEqual([16, 32, 48, 50].map((done) => [done, 50]));
    for (const { perSecond } of reports) expect(perSecond).toBeGreaterThan(0);
  });

  it('streams vectors of texts as they come', async () => {
    const embedder = await open();
    const source = async function* () {
      yield* expected.map(({ text }) => text);
    };
    const vectors: Float32Array[] = [];
    for await (const vector of embedder.embedStream(source())) vectors.push(vector);
    expect(vectors).toEqual(await embedder.embedDocuments(expected.map(({ text }) => text)));
    const wrong = embedder.embedStream(['page', 7 as never]);
    await expect(drained(wrong)).rejects.toThrow(/a text is 7/);
  });

  it('notes the model, what it read and what was cut', async () => {
    const notes: object[] = [];
    const trace = { traceId: 't', child: () => trace, note: (fields: object) => notes.push(fields), record() {} };
    const embedder = await open({ maxTokens: 5 });
    await embedder.embedDocuments(['page', 'the '.repeat(40)], { trace });
    await embedder.embedQuery('page', { trace });
    expect(notes).toEqual([
      { model: 'tiny-encoder', texts: 2, tokens: 3 + 5, truncated: 1 },
      { model: 'tiny-encoder', tokens: 3, truncated: false },
    ]);
  });

  it('rejects everything once it is disposed of', async () => {
    const embedder = await createOnnxEmbedder({ model, workers: 1 });
    await embedder.dispose();
    const disposed = expect.objectContaining({ code: 'TSR_DISPOSED' });
    await expect(embedder.embedQuery('a')).rejects.toThrow(disposed);
    await expect(embedder.embedDocuments([])).rejects.toThrow(disposed);
    await expect(drained(embedder.embedStream([]))).rejects.toThrow(disposed);
  });
});

describe('the fingerprint of an ONNX embedder', () => {
  it('is another for everything that changes vectors, and for nothing else', async () => {
    const different: Partial<OnnxEmbedderOptions>[] = [
      {},
      { pooling: 'cls' },
      { queryPrefix: 'a' },
      { passagePrefix: 'a' },
      { dimensions: 8 },
      { maxTokens: 64 },
      { model: fileURLToPath(new URL('tiny-encoder-fp32', fixtures)) },
    ];
    const fingerprints: string[] = [];
    for (const options of different) fingerprints.push((await open(options)).fingerprint);
    expect(new Set(fingerprints).size).toBe(different.length);
    const same = await open({ workers: 2, name: 'other', pooling: 'mean', maxTokens: 128, onProgress() {} });
    expect(same.fingerprint).toBe(fingerprints[0]);
    expect(same.name).toBe('other');
  });
});

describe('the pooling of an ONNX embedder', () => {
  it('is what the folder says, before what is known of the name', async () => {
    const says = { pooling_mode_cls_token: false, pooling_mode_mean_tokens: true };
    const folder = copyOfModel('bge-small-en-v1.5', pooled(says));
    expect((await open({ model: folder })).pooling).toBe('mean');
    expect((await open({ model: folder, pooling: 'cls' })).pooling).toBe('cls');
  });

  it('is what is known of the name, and so is the prefix of queries', async () => {
    const [bge, plain] = [await open({ model: copyOfModel('bge-small-en-v1.5') }), await open({ pooling: 'cls' })];
    expect(bge.pooling).toBe('cls');
    const prefix = 'Represent this sentence for searching relevant passages: ';
    expect(await bge.embedQuery('page')).toEqual(await plain.embedQuery(`${prefix}page`));
    expect(await bge.embedDocuments(['page'])).toEqual(await plain.embedDocuments(['page']));
  });

  it('is refused where the folder asks for another', async () => {
    const model = copyOfModel('some', pooled({ pooling_mode_max_tokens: true }));
    await expect(open({ model })).rejects.toThrow(/asks for pooling_mode_max_tokens; only mean and CLS/);
    await expect(open({ model })).rejects.toThrow(expect.objectContaining({ code: 'TSR_NOT_SUPPORTED' }));
    await expect(open({ model: copyOfModel('odd', { '1_Pooling/config.json': '[1' }) })).rejects.toThrow(
      expect.objectContaining({ code: 'TSR_MODEL_INVALID' }),
    );
  });
});

describe('createOnnxEmbedder', () => {
  it.each<[string, object, RegExp]>([
    ['more tokens than the model reads', { maxTokens: 129 }, /maxTokens is 129.*reads 128 at most/],
    ['a budget without room for a token', { maxTokens: 2 }, /maxTokens is 2/],
    ['more dimensions than the model gives', { dimensions: 33 }, /dimensions is 33, the model gives 32/],
    ['no workers', { workers: 0 }, /workers is 0/],
    ['a prefix that is no text', { queryPrefix: 7 }, /queryPrefix is 7/],
    ['another pooling', { pooling: 'max' }, /pooling is "max"/],
    ['batches of a model that quantises by the call', { batchTokens: 512 }, /batchTokens is 512/],
  ])('refuses %s', async (_, options, message) => {
    await expect(open(options)).rejects.toThrow(message);
    await expect(open(options)).rejects.toThrow(expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' }));
  });
});

async function drained(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items);
}

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testEmbedder } from '@tsr/conformance';
import { afterAll, describe, expect, it, onTestFinished, test } from 'vitest';
import { createTransformersEmbedder } from './transformers-embedder.ts';
import type { FeatureExtraction, TransformersLibrary } from './transformers-library.ts';
import { limitTokens } from './transformers-tokens.ts';

const model = fileURLToPath(new URL('../../onnx/fixtures/tiny-encoder', import.meta.url));
const code = (code: string) => expect.objectContaining({ code });

describe('the tiny encoder', async () => {
  const opened = [await createTransformersEmbedder({ model }), await createTransformersEmbedder({ model })];
  let asked = 0;
  afterAll(async () => {
    for (const embedder of opened) await embedder.dispose();
  });

  testEmbedder({ describe, test }, 'in @xenova/transformers', { create: () => opened[asked++ % 2]! });
});

describe('createTransformersEmbedder', () => {
  it('leaves the settings of the library as they were', async () => {
    const { env } = await import('@xenova/transformers');
    const own = { localModelPath: env.localModelPath, allowLocalModels: env.allowLocalModels };
    onTestFinished(() => void Object.assign(env, own));
    Object.assign(env, { localModelPath: '/elsewhere/', allowLocalModels: false });
    const before = { path: '/elsewhere/', local: false, cache: env.cacheDir };
    await Promise.all([createTransformersEmbedder({ model }), createTransformersEmbedder({ model })]);
    expect({ path: env.localModelPath, local: env.allowLocalModels, cache: env.cacheDir }).toEqual(before);
  });

  it('puts the prefixes before the texts, and pools as it is told', async () => {
    const plain = await createTransformersEmbedder({ model });
    const prefixed = await createTransformersEmbedder({ model, queryPrefix: 'page ', passagePrefix: 'the ' });
    expect(await prefixed.embedQuery('one')).toEqual(await plain.embedQuery('page one'));
    expect(await prefixed.embedDocuments(['one'])).toEqual(await plain.embedDocuments(['the one']));
    const first = await createTransformersEmbedder({ model, pooling: 'cls' });
    const mean = await createTransformersEmbedder({ model, pooling: 'mean' });
    expect(await first.embedQuery('page one')).not.toEqual(await mean.embedQuery('page one'));
    expect(new Set([plain, prefixed, first].map(({ fingerprint }) => fingerprint)).size).toBe(3);
  });

  it('tells how far it is', async () => {
    const told: object[] = [];
    const embedder = await createTransformersEmbedder({ model, onProgress: (progress) => told.push(progress) });
    await embedder.embedDocuments(['a', 'b']);
    expect(told).toEqual([1, 2].map((done) => ({ done, total: 2, perSecond: expect.any(Number) })));
  });

  it('finishes what runs when it is disposed of, and rejects what comes later', async () => {
    const embedder = await createTransformersEmbedder({ model });
    const running = embedder.embedQuery('page');
    await embedder.dispose();
    await embedder.dispose();
    await expect(running).resolves.toBeInstanceOf(Float32Array);
    await expect(embedder.embedQuery('page')).rejects.toThrow(code('TSR_DISPOSED'));
  });

  it.each([0, 2, 1.5, 1_000_000])('refuses maxTokens %d', async (maxTokens) => {
    await expect(createTransformersEmbedder({ model, maxTokens })).rejects.toThrow(code('TSR_INVALID_ARGUMENT'));
  });

  it('refuses weights where the library does not look', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsr-model-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync(model, folder, { recursive: true });
    const { onnxFile } = await import('@tsr/onnx').then(({ resolveModel }) => resolveModel({ model: folder }));
    renameSync(onnxFile, join(folder, 'model.onnx'));
    await expect(createTransformersEmbedder({ model: folder })).rejects.toThrow(code('TSR_NOT_SUPPORTED'));
  });

  it('says what to install where the library, or its part sharp, is missing', () => {
    for (const [missing, remedy] of [
      ["Cannot find package '@xenova/transformers'", 'npm install @xenova/transformers'],
      ['Could not load the "sharp" module', '"overrides": { "sharp": "^0.34.0" }'],
    ] as const) {
      const { status, stderr } = runWithout(missing);
      expect(status).toBe(1);
      expect(stderr).toContain(remedy);
      expect(stderr).toContain("code: 'TSR_MISSING_DEPENDENCY'");
    }
  });
});

describe('limitTokens', () => {
  it('cuts a text that is too long before its last separator', () => {
    class Tensor {
      readonly facts: unknown;
      constructor(...facts: unknown[]) {
        this.facts = facts;
      }
    }
    const input_ids = [2, 10, 11, 12, 13, 3];
    const encoded = { input_ids, attention_mask: input_ids.map(() => 1) };
    const extraction = { tokenizer: () => encoded } as unknown as FeatureExtraction;
    limitTokens(extraction, { Tensor } as unknown as TransformersLibrary, 4);
    expect(extraction.tokenizer('text', {})).toEqual({
      input_ids: new Tensor('int64', BigInt64Array.of(2n, 10n, 11n, 3n), [1, 4]),
      attention_mask: new Tensor('int64', BigInt64Array.of(1n, 1n, 1n, 1n), [1, 4]),
    });
  });
});

/** Creates an embedder in a process where the library cannot be imported. */
function runWithout(message: string): { status: number | null; stderr: string } {
  const hooks = `export async function resolve(specifier, context, next) {
    if (specifier !== '@xenova/transformers') return next(specifier, context);
    throw Object.assign(new Error(${JSON.stringify(message)}), { code: 'ERR_MODULE_NOT_FOUND' });
  }`;
  const data = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`;
  const preload = data(`import { register } from 'node:module'; register(${JSON.stringify(data(hooks))});`);
  const program = `import { createTransformersEmbedder } from '@tsr/embed/transformers';
    await createTransformersEmbedder({ model: ${JSON.stringify(model)} });`;
  const typescript = new URL('../../../tooling/typescript.mjs', import.meta.url).href;
  const preloads = ['--conditions=@tsr/source', '--import', typescript, '--import', preload];
  return spawnSync(process.execPath, [...preloads, '--input-type=module', '--eval', program], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    encoding: 'utf8',
    timeout: 30_000,
  });
}

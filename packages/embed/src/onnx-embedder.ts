import { createHash } from 'node:crypto';
import { type Disposable, type Embedder, type EmbedOptions, outOfRange } from '@tsr/core';
import {
  createInferencePool,
  defaultWorkers,
  type InferencePool,
  type Provider,
  type ResolvedModel,
  type ResolveModelOptions,
  resolveModel,
  type TextInput,
} from '@tsr/onnx';
import { checkText, checkTexts } from './checked-texts.ts';
import { createProgressMeter, type EmbedProgress } from './embed-progress.ts';
import { habitsOf, type Pooling } from './onnx-known-models.ts';
import { poolingOfFolder } from './onnx-pooling-file.ts';

export type { EmbedProgress } from './embed-progress.ts';
export type { Pooling } from './onnx-known-models.ts';

export interface OnnxEmbedderOptions extends ResolveModelOptions {
  /** Threads, each with its own copy of the model. @default 2, or 1 on a machine with one core */
  readonly workers?: number;
  /**
   * The mean of a text's token vectors, or the vector of its first token.
   * @default what 1_Pooling/config.json of the model says, else what is known of the model, else 'mean'
   */
  readonly pooling?: Pooling;
  /** Put before each query. @default what is known of the model, else nothing */
  readonly queryPrefix?: string;
  /** Put before each text of embedDocuments. @default what is known of the model, else nothing */
  readonly passagePrefix?: string;
  /** Keeps so many dimensions, for models trained to be cut (Matryoshka). @default all */
  readonly dimensions?: number;
  /** Tokens that are read of a text, prefix and separators included. @default 256, or the model's limit where lower */
  readonly maxTokens?: number;
  /** What to compute with, by name: `cpu`, `cuda`, `wasm`, …. @default the best that works here */
  readonly provider?: string;
  /** Runs texts of like length together, within a tolerance: see `batchTokens` of createInferencePool of @tsr/onnx. */
  readonly batchTokens?: number;
  /** Told now and then, and at the end, how far a call of embedDocuments has come. What it throws rejects the call. */
  readonly onProgress?: (progress: EmbedProgress) => void;
  /** Name in traces and manifests. @default the model's id, or its folder's name */
  readonly name?: string;
}

export interface OnnxEmbedder extends Embedder, Disposable {
  /** What it computes with, and what was refused before that. */
  readonly provider: Provider;
  readonly pooling: Pooling;
  /** Threads that it computes in. */
  readonly workers: number;
  /** Size of the model's weights: each worker holds them once. */
  readonly bytes: number;
  /**
   * Vectors of any number of passages, in order, as they are ready: reads a few texts ahead of what the caller
   * takes, so that memory stays the same however many there are.
   */
  embedStream(texts: Iterable<string> | AsyncIterable<string>, options?: EmbedOptions): AsyncGenerator<Float32Array>;
}

const DEFAULT_TOKENS = 256;
const FUSION_WEIGHT = 0.5;
const REPORT_EVERY = 16;
// Knows no text, and every model.
const TRIAL = 'text';

/**
 * An embedder on a sentence encoder in ONNX (Reimers and Gurevych, "Sentence-BERT", 2019): tokens, model, pooling and
 * normalisation in worker threads. Each text is run by itself and unpadded, so that its vector never depends on its
 * neighbours; on a GPU, or with `batchTokens`, it does by less than a cosine of 1e-5.
 * @throws TsrError `TSR_MODEL_NOT_FOUND`, `TSR_MODEL_INVALID`, `TSR_MISSING_DEPENDENCY`, `TSR_NOT_SUPPORTED`
 */
export async function createOnnxEmbedder(options: OnnxEmbedderOptions): Promise<OnnxEmbedder> {
  const model = await resolveModel(options);
  const settings = await settingsOf(model, options);
  const { workers = defaultWorkers(), provider, batchTokens, name = model.name, onProgress } = options;
  const { pooling, dimensions } = settings;
  const pool = await createInferencePool({ model, pooling, dimensions, workers, provider, batchTokens });
  const query = (text: string): TextInput => ({ text: settings.queryPrefix + text, maxTokens: settings.maxTokens });
  const passage = (text: string): TextInput => ({ text: settings.passagePrefix + text, maxTokens: settings.maxTokens });

  return {
    name,
    dimensions: await widthOf(pool, query(TRIAL)),
    fingerprint: fingerprintOf(model, settings),
    fusionWeight: FUSION_WEIGHT,
    provider: pool.provider,
    pooling,
    workers: pool.workers,
    bytes: model.bytes,
    dispose: pool.dispose,
    async embedQuery(text, { signal, trace } = {}) {
      checkText(text, 'text');
      const output = (await pool.run(query(text), { signal }))!;
      trace?.note({ model: model.name, tokens: output.tokens, truncated: output.truncated });
      return output.values;
    },
    async embedDocuments(texts, { signal, trace } = {}) {
      checkTexts(texts);
      const vectors: Float32Array[] = [];
      const tally = { texts: texts.length, tokens: 0, truncated: 0 };
      const report = createProgressMeter(texts.length, onProgress);
      const inputs = mapped([...texts], passage);
      for await (const { values, tokens, truncated } of pool.stream(inputs, { signal, total: texts.length })) {
        tally.tokens += tokens;
        if (truncated) tally.truncated++;
        const done = vectors.push(values);
        if (done % REPORT_EVERY === 0 || done === texts.length) report(done);
      }
      signal?.throwIfAborted();
      trace?.note({ model: model.name, ...tally });
      return vectors;
    },
    async *embedStream(texts, { signal } = {}) {
      const inputs = mapped(texts, (text) => {
        checkText(text, 'a text');
        return passage(text);
      });
      for await (const { values } of pool.stream(inputs, { signal })) yield values;
    },
  };
}

interface Settings {
  readonly pooling: Pooling;
  readonly queryPrefix: string;
  readonly passagePrefix: string;
  readonly dimensions: number | undefined;
  readonly maxTokens: number;
}

async function settingsOf(model: ResolvedModel, options: OnnxEmbedderOptions): Promise<Settings> {
  const known = habitsOf(model.name);
  const { queryPrefix = known.queryPrefix ?? '', passagePrefix = known.passagePrefix ?? '', dimensions } = options;
  const limit = model.config.maxTokens ?? Number.POSITIVE_INFINITY;
  const { maxTokens = Math.min(DEFAULT_TOKENS, limit) } = options;
  if (maxTokens > limit)
    throw outOfRange(`embed: maxTokens is ${maxTokens}, ${model.name} reads ${limit} at most; pass ${limit} or less`);
  checkText(queryPrefix, 'queryPrefix');
  checkText(passagePrefix, 'passagePrefix');
  const pooling = options.pooling ?? (await poolingOfFolder(model.folder)) ?? known.pooling ?? 'mean';
  return { pooling, queryPrefix, passagePrefix, dimensions, maxTokens };
}

/** Of all that a vector depends on. */
function fingerprintOf(model: ResolvedModel, settings: Settings): string {
  const { pooling, queryPrefix, passagePrefix, dimensions, maxTokens } = settings;
  const all = ['onnx', model.fingerprint, pooling, queryPrefix, passagePrefix, dimensions ?? 'all', maxTokens];
  return `sha256:${createHash('sha256').update(JSON.stringify(all)).digest('hex')}`;
}

/** Runs one text: settings and model are found wrong here, not at the first query. */
async function widthOf(pool: InferencePool, trial: TextInput): Promise<number> {
  try {
    return (await pool.run(trial))!.values.length;
  } catch (error) {
    await pool.dispose();
    throw error;
  }
}

async function* mapped<In, Out>(items: Iterable<In> | AsyncIterable<In>, map: (item: In) => Out): AsyncGenerator<Out> {
  for await (const item of items) yield map(item);
}

import { createHash } from 'node:crypto';
import { abortable, createTurns, type Disposable, type Embedder, type EmbedOptions, TsrError } from '@tsr/core';
import { type ResolvedModel, type ResolveModelOptions, resolveModel } from '@tsr/onnx';
import { checkWhole } from './checked-numbers.ts';
import { checkText, checkTexts } from './checked-texts.ts';
import { createProgressMeter, type EmbedProgress } from './embed-progress.ts';
import { habitsOf, type Pooling } from './onnx-known-models.ts';
import { poolingOfFolder } from './onnx-pooling-file.ts';
import { type FeatureExtraction, loadTransformers, openPipeline } from './transformers-library.ts';
import { limitTokens } from './transformers-tokens.ts';

export interface TransformersEmbedderOptions extends ResolveModelOptions {
  /**
   * The mean of a text's token vectors, or the vector of its first token.
   * @default what 1_Pooling/config.json of the model says, else what is known of the model, else 'mean'
   */
  readonly pooling?: Pooling;
  /** Put before each query. @default what is known of the model, else nothing */
  readonly queryPrefix?: string;
  /** Put before each text of embedDocuments. @default what is known of the model, else nothing */
  readonly passagePrefix?: string;
  /** Tokens that are read of a text, prefix and separators included. @default 256, or the model's limit where lower */
  readonly maxTokens?: number;
  /** Told after each text of `embedDocuments`. */
  readonly onProgress?: (progress: EmbedProgress) => void;
  /** @default the model's id, or its folder's name */
  readonly name?: string;
}

export interface TransformersEmbedder extends Embedder, Disposable {}

const DEFAULT_TOKENS = 256;
const FUSION_WEIGHT = 0.5;

/**
 * Embeds with the feature-extraction pipeline of @xenova/transformers, for who has it in use already. The model is found
 * as `resolveModel` of `@tsr/onnx` finds it: the library itself downloads nothing and keeps nothing in node_modules. One
 * text runs at a time, unpadded, and holds the event loop meanwhile; `createOnnxEmbedder` does not.
 * @throws TsrError `TSR_MISSING_DEPENDENCY` if the library is not installed, and what `resolveModel` throws.
 */
export async function createTransformersEmbedder(options: TransformersEmbedderOptions): Promise<TransformersEmbedder> {
  const model = await resolveModel(options);
  const settings = await settingsOf(model, options);
  const library = await loadTransformers();
  const extraction = await openPipeline(library, model);
  limitTokens(extraction, library, settings.maxTokens);
  const vectorOf = createVectorOf(extraction, settings.pooling);
  const dimensions = (await vectorOf('text')).length;
  const { name = model.name, onProgress } = options;
  const running = new Set<Promise<unknown>>();
  let disposed: Promise<void> | undefined;

  async function embed(
    prefix: string,
    texts: readonly string[],
    { signal }: EmbedOptions,
    report: (done: number) => void,
  ) {
    const turns = createTurns({ signal });
    const vectors: Float32Array[] = [];
    for (const text of texts) {
      checkOpen(name, disposed);
      vectors.push(await vectorOf(prefix + text));
      report(vectors.length);
      await turns.give();
    }
    return vectors;
  }

  function tracked<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const settled = work.catch(() => {}).finally(() => running.delete(settled));
    running.add(settled);
    return abortable(work, signal);
  }

  return {
    name,
    dimensions,
    fingerprint: fingerprintOf(model, settings),
    fusionWeight: FUSION_WEIGHT,
    async embedQuery(text, calling = {}) {
      calling.signal?.throwIfAborted();
      checkText(text, 'the query');
      const [vector] = await tracked(
        embed(settings.queryPrefix, [text], calling, () => {}),
        calling.signal,
      );
      return vector!;
    },
    async embedDocuments(texts, calling = {}) {
      calling.signal?.throwIfAborted();
      checkTexts(texts);
      const report = createProgressMeter(texts.length, onProgress);
      return tracked(embed(settings.passagePrefix, [...texts], calling, report), calling.signal);
    },
    dispose() {
      disposed ??= Promise.resolve()
        .then(() => Promise.all(running))
        .then(() => extraction.dispose())
        .then(() => {});
      return disposed;
    },
  };
}

interface Settings {
  readonly pooling: Pooling;
  readonly queryPrefix: string;
  readonly passagePrefix: string;
  readonly maxTokens: number;
}

async function settingsOf(model: ResolvedModel, options: TransformersEmbedderOptions): Promise<Settings> {
  const known = habitsOf(model.name);
  const { queryPrefix = known.queryPrefix ?? '', passagePrefix = known.passagePrefix ?? '' } = options;
  const limit = model.config.maxTokens ?? Number.MAX_SAFE_INTEGER;
  const { maxTokens = Math.min(DEFAULT_TOKENS, limit) } = options;
  checkWhole('maxTokens', maxTokens, 3, limit);
  checkText(queryPrefix, 'queryPrefix');
  checkText(passagePrefix, 'passagePrefix');
  const pooling = options.pooling ?? (await poolingOfFolder(model.folder)) ?? known.pooling ?? 'mean';
  return { pooling, queryPrefix, passagePrefix, maxTokens };
}

function createVectorOf(extraction: FeatureExtraction, pooling: Pooling): (text: string) => Promise<Float32Array> {
  return async (text) => {
    const { data } = await extraction(text, { pooling, normalize: true });
    return Float32Array.from(data);
  };
}

/** Not that of the ONNX embedder: the vectors are near, but not the same bits. */
function fingerprintOf(model: ResolvedModel, settings: Settings): string {
  const { pooling, queryPrefix, passagePrefix, maxTokens } = settings;
  const all = ['transformers', model.fingerprint, pooling, queryPrefix, passagePrefix, maxTokens];
  return `sha256:${createHash('sha256').update(JSON.stringify(all)).digest('hex')}`;
}

function checkOpen(name: string, disposed: Promise<void> | undefined): void {
  if (disposed) throw new TsrError('TSR_DISPOSED', `embed: ${name} was disposed of; create it again`);
}

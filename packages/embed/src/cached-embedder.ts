import { abortable, type Embedder, type EmbedOptions, TsrError } from '@tsr/core';
import { cacheKey, type TextRole } from './cached-keys.ts';
import type { VectorStore } from './cached-vector-store.ts';
import { checkWhole } from './checked-numbers.ts';
import { checkText, checkTexts } from './checked-texts.ts';
import { createProgressMeter, type EmbedProgress } from './embed-progress.ts';

export interface CachedEmbedderOptions {
  readonly embedder: Embedder;
  /** `createMemoryVectorStore()`, `createDiskVectorStore({ folder })` of `@tsr/embed/disk`, or one of your own. */
  readonly store: VectorStore;
  /** Keep vectors of queries too. @default false */
  readonly queries?: boolean;
  /** Texts that are looked up, embedded and kept at a time: what a failure or an abort can cost. @default 256 */
  readonly batchSize?: number;
  /** Told after each batch of `embedDocuments`. */
  readonly onProgress?: (progress: EmbedProgress) => void;
}

export interface CachedEmbedder extends Embedder {
  /** How often the store knew a text, over all calls. */
  readonly cache: CacheStatistics;
}

export interface CacheStatistics {
  readonly hits: number;
  readonly misses: number;
  /** `hits` of all, in [0, 1]; 0 before the first text. */
  readonly hitRate: number;
}

/**
 * The same embedder, which asks a store first: embedding a collection again embeds only the texts that are new. Keys
 * are made of the embedder's fingerprint and the text, so that another model, other weights or settings never share
 * an entry. A text that is there twice in a call is embedded once.
 * @throws TsrError, when it embeds: what embedder or store throw, and `TSR_EMBEDDER_CONTRACT` if the embedder gives the
 *   wrong number or length of vectors. What was embedded before a failure stays in the store.
 */
export function createCachedEmbedder(options: CachedEmbedderOptions): CachedEmbedder {
  const { embedder, store, queries = false, batchSize = 256, onProgress } = options;
  checkWhole('batchSize', batchSize, 1);
  const { name, dimensions, fingerprint, fusionWeight } = embedder;
  const counted = { hits: 0, misses: 0 };

  /** Vectors of distinct texts. */
  async function looked(role: TextRole, texts: readonly string[], calling: EmbedOptions): Promise<Float32Array[]> {
    const keys = await Promise.all(texts.map((text) => cacheKey(fingerprint, role, text)));
    const found = (await store.getMany(keys)).map((vector) => (vector?.length === dimensions ? vector : undefined));
    const missing = [...texts.keys()].filter((index) => found[index] === undefined);
    counted.hits += texts.length - missing.length;
    counted.misses += missing.length;
    calling.trace?.note({ cacheHits: texts.length - missing.length, cacheMisses: missing.length });
    if (missing.length === 0) return found as Float32Array[];
    calling.signal?.throwIfAborted();
    const made = await embedded(
      role,
      missing.map((index) => texts[index]!),
      calling,
    );
    await store.setMany(missing.map((index, position) => ({ key: keys[index]!, vector: made[position]! })));
    for (const [position, index] of missing.entries()) found[index] = made[position];
    return found as Float32Array[];
  }

  async function embedded(
    role: TextRole,
    texts: readonly string[],
    calling: EmbedOptions,
  ): Promise<readonly Float32Array[]> {
    const vectors =
      role === 'query'
        ? [await embedder.embedQuery(texts[0]!, calling)]
        : await embedder.embedDocuments(texts, calling);
    checkVectors(vectors, texts.length, embedder);
    return vectors;
  }

  async function embedAll(texts: readonly string[], calling: EmbedOptions): Promise<Float32Array[]> {
    const report = createProgressMeter(texts.length, onProgress);
    const vectors: Float32Array[] = [];
    for (let start = 0; start < texts.length; start += batchSize) {
      calling.signal?.throwIfAborted();
      const batch = texts.slice(start, start + batchSize);
      const distinct = [...new Set(batch)];
      const found = await looked('document', distinct, calling);
      const byText = new Map(distinct.map((text, index) => [text, found[index]!]));
      for (const text of batch) vectors.push(byText.get(text)!);
      report(vectors.length);
    }
    return unshared(vectors);
  }

  return {
    name,
    dimensions,
    fingerprint,
    ...(fusionWeight !== undefined && { fusionWeight }),
    get cache() {
      const { hits, misses } = counted;
      return { hits, misses, hitRate: hits === 0 ? 0 : hits / (hits + misses) };
    },
    async embedQuery(text, calling = {}) {
      if (!queries) return embedder.embedQuery(text, calling);
      calling.signal?.throwIfAborted();
      checkText(text, 'the query');
      const [vector] = await abortable(looked('query', [text], calling), calling.signal);
      return vector!;
    },
    async embedDocuments(texts, calling = {}) {
      calling.signal?.throwIfAborted();
      checkTexts(texts);
      return abortable(embedAll([...texts], calling), calling.signal);
    },
  };
}

/** Each vector of its own: what the caller writes to one is not in another. */
function unshared(vectors: readonly Float32Array[]): Float32Array[] {
  const seen = new Set<Float32Array>();
  return vectors.map((vector) => {
    if (seen.has(vector)) return vector.slice();
    seen.add(vector);
    return vector;
  });
}

function checkVectors(vectors: readonly Float32Array[], count: number, { name, dimensions }: Embedder): void {
  const fact = !Array.isArray(vectors)
    ? 'gave no array of vectors'
    : vectors.length !== count
      ? `gave ${vectors.length} vectors for ${count} texts`
      : faultOf(vectors, dimensions);
  if (fact === undefined) return;
  throw new TsrError('TSR_EMBEDDER_CONTRACT', `embed: ${name} ${fact}; nothing of it is kept, mend the embedder`);
}

function faultOf(vectors: readonly Float32Array[], dimensions: number): string | undefined {
  for (const [index, vector] of vectors.entries()) {
    if (!(vector instanceof Float32Array)) return `gave no Float32Array for text ${index}`;
    if (vector.length !== dimensions) return `gave ${vector.length} dimensions for text ${index}, not ${dimensions}`;
    if (!vector.every(Number.isFinite)) return `gave a vector with numbers that are not finite for text ${index}`;
  }
  return undefined;
}

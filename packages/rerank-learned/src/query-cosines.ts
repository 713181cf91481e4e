import { type CheckedQuery, type Embedder, type EmbedOptions, invalidArgument, TsrError } from '@tsr/core';
import { cosineOf } from './cosine-of.ts';

/** Cosine of the query and each of the texts, in order; 0 where either vector is zero. */
export type QueryCosines = (texts: readonly string[]) => Promise<readonly number[]>;

/**
 * Embeds the query, unless it comes with its vector.
 *
 * @throws TsrError `TSR_EMBEDDER_CONTRACT` if the embedder returns anything but the vectors that were asked for.
 */
export async function queryCosines(
  name: string,
  embedder: Embedder,
  { text, vector }: CheckedQuery,
  options: EmbedOptions,
): Promise<QueryCosines> {
  const { dimensions } = embedder;
  if (vector && vector.length !== dimensions) {
    const fact = `query.vector has ${vector.length} dimensions, ${embedder.name} has ${dimensions}`;
    throw invalidArgument(`${name}: ${fact}; embed with the embedder of the reranker`);
  }
  const query = checkVector(name, embedder, vector ?? (await embedder.embedQuery(text, options)));
  return async (texts) => {
    const vectors = await embedder.embedDocuments(texts, options);
    return texts.map((_, index) => cosineOf(query, checkVector(name, embedder, vectors[index])));
  };
}

function checkVector(name: string, embedder: Embedder, vector: Float32Array | undefined): Float32Array {
  if (vector?.length === embedder.dimensions && vector.every(Number.isFinite)) return vector;
  const fact = `${embedder.name} returned ${vector ? `a vector of ${vector.length} entries` : 'no vector'}`;
  throw new TsrError('TSR_EMBEDDER_CONTRACT', `${name}: ${fact}; it promises ${embedder.dimensions} finite numbers`);
}

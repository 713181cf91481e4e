import {
  type Document,
  type Embedder,
  type EmbedOptions,
  invalidArgument,
  passageText,
  shown,
  TsrError,
} from '@tsr/core';
import type { DensePlan } from './dense-options.ts';
import { shapeFault, vectorFault } from './vector-fault.ts';

/**
 * The embedder's vectors of documents, checked.
 *
 * @throws TsrError (`TSR_EMBEDDER_CONTRACT`) for another number of vectors, or vectors that do not fit.
 */
export async function passageVectors(
  documents: readonly Document[],
  { embedder, dimensions }: Pick<DensePlan, 'embedder' | 'dimensions'>,
): Promise<readonly Float32Array[]> {
  if (documents.length === 0) return [];
  if (!embedder) throw invalidArgument('dense-hnsw: documents have no vectors and the index no embedder; pass either');
  const vectors = await embedder.embedDocuments(documents.map(passageText));
  if (!Array.isArray(vectors) || vectors.length !== documents.length) {
    const made = Array.isArray(vectors) ? `${vectors.length} vectors` : shown(vectors);
    throw broken(embedder, `made ${made} of ${documents.length} texts`);
  }
  for (const [index, vector] of vectors.entries()) {
    const fault = vectorFault(vector, dimensions);
    if (fault) throw broken(embedder, `made a vector of document ${shown(documents[index]?.id)} that ${fault}`);
  }
  return vectors;
}

/**
 * Copies of given vectors: the caller may do with its own what it likes while they are added. Their numbers are checked
 * by {@link checkNumbers}, a vector at a time.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for another number of vectors, or vectors that do not fit.
 */
export function givenVectors(
  given: readonly Float32Array[],
  documents: readonly Document[],
  dimensions: number,
): readonly Float32Array[] {
  if (!Array.isArray(given) || given.length !== documents.length) {
    const count = Array.isArray(given) ? `has ${given.length} entries` : `is ${shown(given)}`;
    throw invalidArgument(`dense-hnsw: vectors ${count}, documents ${documents.length}; pass one vector a document`);
  }
  // In one piece of memory, which is given back as one.
  const copies = new Float32Array(given.length * dimensions);
  return given.map((vector: Float32Array, index) => {
    refuse(index, shapeFault(vector, dimensions));
    copies.set(vector, index * dimensions);
    return copies.subarray(index * dimensions, (index + 1) * dimensions);
  });
}

/** @throws TypeError (`TSR_INVALID_ARGUMENT`) for a vector that does not fit, or a number that is not finite. */
export function* checkNumbers(given: readonly Float32Array[], dimensions: number): Generator<void> {
  for (const [index, vector] of given.entries()) {
    refuse(index, vectorFault(vector, dimensions));
    yield;
  }
}

function refuse(index: number, fault: string | undefined): void {
  if (fault) throw invalidArgument(`dense-hnsw: vector ${index} ${fault}; ${REMEDY}`);
}

const REMEDY = 'embed with the model the index was built with, into finite numbers of a Float32Array';

/**
 * The vector of a query: its own, or the embedder's.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for a vector that does not fit, or where there is neither; TsrError
 * (`TSR_EMBEDDER_CONTRACT`) for an embedder's.
 */
export async function queryVector(
  { text, vector }: { readonly text: string; readonly vector?: Float32Array },
  { embedder, dimensions }: Pick<DensePlan, 'embedder' | 'dimensions'>,
  options: EmbedOptions,
): Promise<Float32Array> {
  if (vector) {
    const fault = vectorFault(vector, dimensions);
    if (fault) throw invalidArgument(`dense-hnsw: query.vector ${fault}; ${REMEDY}`);
    return vector;
  }
  if (!embedder) {
    throw invalidArgument('dense-hnsw: query has no vector and the index no embedder; pass { text, vector }');
  }
  const embedded = await embedder.embedQuery(text, options);
  const fault = vectorFault(embedded, dimensions);
  if (fault) throw broken(embedder, `made a query vector that ${fault}`);
  return embedded;
}

function broken(embedder: Embedder, fact: string): TsrError {
  const remedy = 'check it with testEmbedder of @tsr/conformance';
  return new TsrError('TSR_EMBEDDER_CONTRACT', `dense-hnsw: embedder ${embedder.name} ${fact}; ${remedy}`);
}

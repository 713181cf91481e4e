import type { Document, Embedder } from '../contracts.ts';
import { invalidArgument } from '../errors.ts';
import { passageText } from '../passage-text.ts';
import { createNaiveIndex, entriesOf, type NaiveEngine, type NaiveIndex } from './naive-index.ts';

export interface ExactSearchOptions {
  readonly embedder: Embedder;
  readonly documents: readonly Document[];
}

/**
 * Cosine of the query with every document: the oracle for approximate search. Every document is found; one whose
 * vector is zero scores 0. A query whose vector is zero finds nothing.
 */
export async function createExactSearch({ embedder, documents }: ExactSearchOptions): Promise<NaiveIndex> {
  const name = 'exact-search';
  const engine: NaiveEngine<Float32Array> = {
    name,
    analyse: (batch) => embedder.embedDocuments(batch.map(passageText)),
    async score({ text, vector }, entries) {
      const query = checkLength(vector ?? (await embedder.embedQuery(text)), embedder.dimensions);
      if (query.every((value) => value === 0)) return undefined;
      return new Map([...entries].map(([id, { analysed }]) => [id, cosine(query, analysed)]));
    },
  };
  return createNaiveIndex(engine, await entriesOf(engine, documents));
}

function checkLength(vector: Float32Array, dimensions: number): Float32Array {
  if (vector.length === dimensions) return vector;
  const fact = `query.vector has ${vector.length} dimensions, index has ${dimensions}`;
  throw invalidArgument(`exact-search: ${fact}; embed with the embedder of the index`);
}

/** In double precision; 0 where either vector is zero. */
function cosine(a: Float32Array, b: Float32Array): number {
  const lengths = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
  return lengths === 0 ? 0 : dot(a, b) / lengths;
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
}

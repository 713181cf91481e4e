import type { VectorStore } from '../vectors/vector-store.ts';

/** A query to measure recall with: a vector that is not in the index, or one that is, to be left out. */
export interface SampleQuery {
  readonly vector: Float32Array;
  readonly leftOut?: number | undefined;
}

/** Queries of late, the last of them; fewer would say little about how the next ones will be. */
export interface RecentQueries {
  /** How many different ones there were, also those that are forgotten. */
  readonly seen: number;
  add(vector: Float32Array): void;
  all(): readonly SampleQuery[];
}

const REMEMBERED = 100;

/** Remembers a few queries, each vector once. */
export function createRecentQueries(): RecentQueries {
  const ring: Float32Array[] = [];
  let seen = 0;
  return {
    get seen() {
      return seen;
    },
    add(vector) {
      if (ring.some((known) => known[0] === vector[0] && known.every((value, at) => value === vector[at]))) return;
      ring[seen % REMEMBERED] = vector.slice();
      seen += 1;
    },
    all: () => ring.map((vector) => ({ vector })),
  };
}

/** Vectors of the store, evenly spread over its labels. */
export function sampleOf(store: VectorStore, count: number): readonly SampleQuery[] {
  const step = Math.max(1, store.end / count);
  const sample: SampleQuery[] = [];
  for (let at = 0; at < store.end; at += step) {
    const label = Math.floor(at);
    if (store.has(label)) sample.push({ vector: store.vector(label), leftOut: label });
  }
  return sample;
}

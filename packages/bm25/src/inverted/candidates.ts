import { MAX_PART_SIZE } from './part.ts';

/** Documents of one part that may become hits, with their scores so far. */
export interface Candidates {
  readonly documents: Uint16Array<ArrayBuffer>;
  readonly scores: Float64Array<ArrayBuffer>;
  count: number;
}

export function createCandidates(): Candidates {
  return { documents: new Uint16Array(MAX_PART_SIZE), scores: new Float64Array(MAX_PART_SIZE), count: 0 };
}

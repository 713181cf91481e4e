import { type Bits, hasBit, setBit, wordsFor } from './bits.ts';
import { type Candidates, createCandidates } from './candidates.ts';
import { CODE, type FreshPart, PREVIOUS, STRIDE } from './fresh-part.ts';
import { type LiveDocuments, MAX_PART_SIZE } from './part.ts';
import type { TopHits } from './top-hits.ts';

/** One query on one part. */
export interface PartSearch {
  /** In canonical order: scores are added in it, on every path, so that they are the same to the last bit. */
  readonly terms: readonly PlannedTerm[];
  /** What each code is worth, as of the average lengths. */
  readonly worth: Float64Array;
  readonly averages: readonly number[];
  /** Documents that may be found; absent: all. */
  readonly accept: LiveDocuments | undefined;
  readonly hits: TopHits;
}

/** A term that the index holds, and what it is worth: idf times its weight in the query; positive. */
export interface PlannedTerm {
  readonly termId: number;
  readonly weight: number;
}

/** Memory that searches share: between them all numbers are 0, and `candidates` is empty. */
export interface Scratch {
  readonly sums: Float64Array<ArrayBuffer>;
  readonly candidates: Candidates;
  /** For the documents of each segment, by number, that were offered already. */
  offeredIn(segment: number): Bits;
}

export function createScratch(): Scratch {
  const offered: Bits[] = [];
  return {
    sums: new Float64Array(MAX_PART_SIZE),
    candidates: createCandidates(),
    offeredIn(segment) {
      offered[segment] ??= new Uint32Array(wordsFor(MAX_PART_SIZE));
      return offered[segment];
    },
  };
}

/** Every posting of every term: fresh parts are small. */
export function searchFresh(fresh: FreshPart, { terms, worth, accept, hits }: PartSearch, { sums }: Scratch): void {
  const { chains, slots } = fresh;
  for (const { termId, weight } of terms) {
    for (let at = fresh.headOf(termId) * STRIDE; at > 0; at = (chains[at + PREVIOUS] as number) * STRIDE) {
      const document = chains[at] as number;
      sums[document] = (sums[document] as number) + weight * (worth[chains[at + CODE] as number] as number);
    }
  }
  for (const { termId } of terms) {
    for (let at = fresh.headOf(termId) * STRIDE; at > 0; at = (chains[at + PREVIOUS] as number) * STRIDE) {
      const document = chains[at] as number;
      const score = sums[document] as number;
      if (score === 0) continue;
      sums[document] = 0;
      if (accept && !hasBit(accept.bits, document)) continue;
      if (score >= hits.threshold) hits.offer(slots[document] as number, score);
    }
  }
}

/** Offers the candidates that were not offered before. */
export function offerNew(
  { documents, scores, count }: Candidates,
  offered: Bits,
  slots: Int32Array,
  hits: TopHits,
): void {
  let { threshold } = hits;
  for (let at = 0; at < count; at++) {
    const score = scores[at] as number;
    if (score < threshold || score === 0) continue;
    const document = documents[at] as number;
    if (hasBit(offered, document)) continue;
    setBit(offered, document);
    threshold = hits.offer(slots[document] as number, score);
  }
}

import { type DenseList, holds, rankOf } from './dense-lists.ts';
import type { PostingsList } from './postings-lists.ts';
import { SEGMENT_SIZE } from './pruning-index.ts';
import { gallop } from './seek.ts';

// Inner loops, without allocation. `need` is the least score so far that can still lead to a hit. The loops of @tsr/bm25
// began as these and are apart from them, so that what was compared stays as it was.

/** Documents of a segment that may become hits, with their scores so far. */
export interface Candidates {
  readonly documents: Uint16Array;
  readonly scores: Float64Array;
  count: number;
}

export function createCandidates(): Candidates {
  return { documents: new Uint16Array(SEGMENT_SIZE), scores: new Float64Array(SEGMENT_SIZE), count: 0 };
}

/** Adds the next postings of a list to the sums by document. */
export function accumulate({ docs, codes, worth, weight, from, to }: PostingsList, sums: Float64Array): void {
  for (let at = from; at < to; at++) {
    const document = docs[at] as number;
    sums[document] = (sums[document] as number) + weight * (worth[codes[at] as number] as number);
  }
}

/** Makes candidates of the documents whose sums suffice, and sets the sums to 0: each is met once. */
export function collectSums(
  { docs, from, to }: PostingsList,
  sums: Float64Array,
  need: number,
  found: Candidates,
): void {
  const { documents, scores } = found;
  let count = found.count;
  for (let at = from; at < to; at++) {
    const document = docs[at] as number;
    const sum = sums[document] as number;
    if (sum === 0) continue;
    sums[document] = 0;
    if (sum < need) continue;
    documents[count] = document;
    scores[count] = sum;
    count += 1;
  }
  found.count = count;
}

/** Accumulates and collects at once, where there is one list only. */
export function collectList(
  { docs, codes, worth, weight, from, to }: PostingsList,
  need: number,
  found: Candidates,
): void {
  const { documents, scores } = found;
  let count = found.count;
  for (let at = from; at < to; at++) {
    const score = weight * (worth[codes[at] as number] as number);
    if (score < need) continue;
    documents[count] = docs[at] as number;
    scores[count] = score;
    count += 1;
  }
  found.count = count;
}

/** Adds to each candidate what a list gives it, and drops those that cannot become hits any more. */
export function addList(list: PostingsList, need: number, found: Candidates): void {
  if (list.dense) addDense(list, list.dense, need, found);
  else addSparse(list, need, found);
}

function addDense(
  { codes, worth, weight, start }: PostingsList,
  dense: DenseList,
  need: number,
  found: Candidates,
): void {
  const { documents, scores } = found;
  let kept = 0;
  for (let at = 0; at < found.count; at++) {
    const document = documents[at] as number;
    let score = scores[at] as number;
    if (holds(dense, document)) {
      score += weight * (worth[codes[start + rankOf(dense, document)] as number] as number);
    }
    if (score < need) continue;
    documents[kept] = document;
    scores[kept] = score;
    kept += 1;
  }
  found.count = kept;
}

/** Candidates are runs of ascending documents: each search goes on from the last. */
function addSparse({ docs, codes, worth, weight, from, end }: PostingsList, need: number, found: Candidates): void {
  const { documents, scores } = found;
  let kept = 0;
  let posting = from;
  let before = -1;
  for (let at = 0; at < found.count; at++) {
    const document = documents[at] as number;
    if (document < before) posting = from;
    before = document;
    posting = gallop(docs, posting, end, document);
    let score = scores[at] as number;
    if (posting < end && docs[posting] === document) score += weight * (worth[codes[posting] as number] as number);
    if (score < need) continue;
    documents[kept] = document;
    scores[kept] = score;
    kept += 1;
  }
  found.count = kept;
}

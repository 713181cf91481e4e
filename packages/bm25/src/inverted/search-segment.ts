import type { Bits } from './bits.ts';
import {
  accumulate,
  addDense,
  addSparse,
  collectBits,
  collectList,
  collectSums,
  keepAccepted,
} from './list-kernels.ts';
import {
  denseStretch,
  type ListReader,
  lengthOf,
  neededBefore,
  nextStretch,
  openReaders,
  remainder,
  totalLength,
} from './list-readers.ts';
import type { LiveDocuments } from './part.ts';
import { offerNew, type PartSearch, type Scratch } from './search-part.ts';
import { type Segment, seek } from './segment.ts';

/** A list of at most so many postings is worth reading alone. */
const RARE = 512;
/** So many lists, at most, are read alone: each is looked up in all that follow, which takes the square of their number. */
const FEW = 32;
/** Postings per stretch: few enough that the threshold keeps up, enough to make a stretch worth its preparation. */
const STRETCH = 2048;
/** Documents per stretch at least. */
const NARROWEST = 1024;

/** One query on one segment. */
interface SegmentSearch extends PartSearch {
  readonly segment: Segment;
  readonly readers: readonly ListReader[];
  /** Documents of the segment that were offered already. */
  readonly offered: Bits;
}

/**
 * Searches segments with MaxScore. Lists stand in the order in which scores are added, rarest first.
 *
 * 1. If there are not too many lists, documents in rare ones are scored first, list by list, in all segments: they are
 *    few, and likely to score high, so that the threshold is high from then on.
 * 2. Of the other lists, the last ones together cannot lift a document over the threshold: they are not read, only
 *    asked about the documents that the others bring up, one list at a time, as long as these may still get over it.
 *    The others are read in stretches of documents, between which the threshold rises.
 *
 * Where few documents are accepted, those are looked up in the lists instead.
 *
 * Source: H. Turtle and J. Flood, "Query evaluation: strategies and optimizations", 1995, with maxima by block as in
 * S. Ding and T. Suel, "Faster top-k document retrieval using block-max indexes", SIGIR 2011: a block is a segment.
 * Batches of candidates, instead of one document at a time, are as in Lucene's MaxScoreBulkScorer.
 */
export function searchSegments(
  segments: readonly Segment[],
  searchOf: (segment: Segment) => PartSearch,
  scratch: Scratch,
): void {
  const searches = segments.map((segment, at): SegmentSearch => {
    const search = searchOf(segment);
    return { ...search, segment, readers: openReaders(segment, search), offered: scratch.offeredIn(at) };
  });
  const later = searches.filter((search) => searchRare(search, scratch));
  for (const search of later) searchFrequent(search, scratch);
  for (const { offered } of searches) offered.fill(0);
}

/** Searches rare lists, or all of the segment where that is as quick. Gives whether others are left. */
function searchRare(search: SegmentSearch, scratch: Scratch): boolean {
  const { readers, accept } = search;
  const rare = readers.slice(0, countRare(readers));
  if (accept && isSelective(accept.count, readers, rare)) {
    lookUp(search, accept, readers, scratch);
    return false;
  }
  for (let at = 0; at < rare.length; at++) searchList(search, readers.slice(at), scratch);
  return rare.length < readers.length;
}

function searchFrequent(search: SegmentSearch, scratch: Scratch): void {
  const { readers, accept, hits } = search;
  const frequent = readers.slice(countRare(readers));
  const essential = frequent.slice(0, countEssential(frequent, hits.threshold));
  if (essential.length === 0) return;
  if (accept && isSelective(accept.count, frequent, essential)) lookUp(search, accept, frequent, scratch);
  else searchStretches(search, frequent, scratch);
}

/** Looks accepted documents up in the lists. */
function lookUp(search: SegmentSearch, { bits }: LiveDocuments, lists: readonly ListReader[], scratch: Scratch): void {
  collectBits(bits, scratch.candidates);
  finish(search, lists, scratch);
}

function searchStretches(search: SegmentSearch, frequent: readonly ListReader[], scratch: Scratch): void {
  const { segment, hits } = search;
  for (let document = 0; document < segment.size; ) {
    const essential = frequent.slice(0, countEssential(frequent, hits.threshold));
    if (essential.length === 0) return;
    const end = document + Math.max(NARROWEST, Math.floor((STRETCH * segment.size) / totalLength(essential)));
    for (const reader of essential) {
      reader.from = reader.to;
      reader.to = end >= segment.size ? reader.end : seek(segment.docs, reader.from, reader.end, end);
    }
    collect(search, essential, scratch);
    finish(search, frequent.slice(essential.length), scratch);
    document = end;
  }
}

/** Is it less work to look up each accepted document in `lists` than to read `read`? */
function isSelective(accepted: number, lists: readonly ListReader[], read: readonly ListReader[]): boolean {
  return accepted * lists.length < totalLength(read);
}

function countRare(readers: readonly ListReader[]): number {
  if (readers.length > FEW) return 0;
  const frequent = readers.findIndex((reader) => lengthOf(reader) > RARE);
  return frequent < 0 ? readers.length : frequent;
}

/** Scores the documents of the first list. Those that stand in earlier lists, too, were scored before. */
function searchList(search: SegmentSearch, readers: readonly ListReader[], scratch: Scratch): void {
  const [first, ...others] = readers as [ListReader, ...ListReader[]];
  const { segment, worth, accept, hits } = search;
  const { threshold } = hits;
  if (first.rest < threshold) return;
  const need = neededBefore(first.next, threshold);
  collectList(remainder(segment, first), first.weight, worth, need, scratch.candidates);
  if (accept) keepAccepted(accept.bits, scratch.candidates);
  finish(search, others, scratch);
}

/** Lists after these cannot bring up a hit on their own. They get fewer as the threshold rises. */
function countEssential(readers: readonly ListReader[], threshold: number): number {
  let count = readers.length;
  while (count > 0 && (readers[count - 1] as ListReader).rest < threshold) count -= 1;
  return count;
}

/** Candidates of the next stretches of the lists. */
function collect(search: SegmentSearch, lists: readonly ListReader[], scratch: Scratch): void {
  const { segment, worth, accept, hits } = search;
  const { sums, candidates } = scratch;
  const last = lists[lists.length - 1] as ListReader;
  const need = neededBefore(last.next, hits.threshold);
  if (lists.length === 1) collectList(nextStretch(segment, last), last.weight, worth, need, candidates);
  else {
    for (const list of lists) accumulate(nextStretch(segment, list), list.weight, worth, sums);
    for (const list of lists) collectSums(nextStretch(segment, list), sums, need, candidates);
  }
  if (accept) keepAccepted(accept.bits, candidates);
}

/** Adds to the candidates what the lists give them, and offers those that are left. */
function finish(search: SegmentSearch, lists: readonly ListReader[], { candidates }: Scratch): void {
  const { segment, worth, hits, offered } = search;
  const { threshold } = hits;
  for (const list of lists) {
    if (candidates.count === 0) return;
    const need = neededBefore(list.next, threshold);
    if (list.dense < 0) addSparse(remainder(segment, list), list.weight, worth, need, candidates);
    else addDense(denseStretch(segment, list), list.weight, worth, need, candidates);
  }
  offerNew(candidates, offered, segment.slots, hits);
  candidates.count = 0;
}

import { BLOCK } from './block-maxima.ts';
import { type Search, searchBySegment } from './method.ts';
import { type PostingsList, SLACK } from './postings-lists.ts';
import { type PruningIndex, SEGMENT_SIZE } from './pruning-index.ts';
import { gallop } from './seek.ts';

/** A list and the posting that the search stands at. */
interface Cursor {
  readonly list: PostingsList;
  at: number;
  /** Of the posting; `SEGMENT_SIZE` at the end. */
  document: number;
  /** The last document of the block that was looked at. */
  blockEnd: number;
}

/**
 * Block-max WAND: goes to the first document which the lists that come before it could make a hit, by the maxima of the
 * lists and then by those of their blocks, and scores it or skips to the end of a block. One document at a time.
 *
 * Source: S. Ding and T. Suel, "Faster top-k document retrieval using block-max indexes", SIGIR 2011.
 */
export function createBlockMaxWand(index: PruningIndex, topK: number): Search {
  return searchBySegment(index, topK, ({ base }, lists, top) => {
    const cursors = lists.map(cursorAtStart);
    const sorted = [...cursors];
    for (;;) {
      sortByDocument(sorted);
      const { threshold } = top;
      const pivot = pivotOf(sorted, threshold);
      const document = sorted[pivot]?.document ?? SEGMENT_SIZE;
      if (document === SEGMENT_SIZE) return;
      if (blockBound(sorted, pivot, document) < threshold) skipTo(nextDocument(sorted, pivot, document), sorted, pivot);
      else if (sorted[0]?.document !== document) skipTo(document, sorted, pivot);
      else {
        const score = takeScore(cursors, document);
        if (score >= threshold) top.offer(base + document, score);
      }
    }
  });
}

function cursorAtStart(list: PostingsList): Cursor {
  return { list, at: list.start, document: list.docs[list.start] as number, blockEnd: 0 };
}

/** Nearly sorted each time: insertion sort. */
function sortByDocument(cursors: Cursor[]): void {
  for (let index = 1; index < cursors.length; index++) {
    const cursor = cursors[index] as Cursor;
    let place = index;
    for (; place > 0 && (cursors[place - 1] as Cursor).document > cursor.document; place--) {
      cursors[place] = cursors[place - 1] as Cursor;
    }
    cursors[place] = cursor;
  }
}

/** The last list at the first document that the maxima of lists could make a hit; the number of lists, if there is none. */
function pivotOf(sorted: readonly Cursor[], threshold: number): number {
  let pivot = 0;
  for (let bound = 0; pivot < sorted.length; pivot++) {
    bound += (sorted[pivot] as Cursor).list.most;
    if (bound >= threshold) break;
  }
  while (pivot + 1 < sorted.length && sorted[pivot + 1]?.document === sorted[pivot]?.document) pivot += 1;
  return pivot;
}

/** The most that the blocks in which `document` would be can give it. */
function blockBound(sorted: readonly Cursor[], pivot: number, document: number): number {
  let bound = 0;
  for (let index = 0; index <= pivot; index++) {
    const cursor = sorted[index] as Cursor;
    const block = enterBlock(cursor, document);
    if (cursor.blockEnd < document) continue;
    const { weight, blockMaxima } = cursor.list;
    bound += weight * (blockMaxima[block] as number) * (1 + SLACK);
  }
  return bound;
}

/** The first block from the cursor on that ends at or after `document`; the last one where there is none. */
function enterBlock(cursor: Cursor, document: number): number {
  const { docs, start, end, firstBlock } = cursor.list;
  let block = Math.floor((cursor.at - start) / BLOCK);
  let last = Math.min(start + (block + 1) * BLOCK, end) - 1;
  while ((docs[last] as number) < document && last < end - 1) {
    block += 1;
    last = Math.min(last + BLOCK, end - 1);
  }
  cursor.blockEnd = docs[last] as number;
  return firstBlock + block;
}

/** Where the first of the blocks ends, or the next list begins: nothing before can be a hit. */
function nextDocument(sorted: readonly Cursor[], pivot: number, document: number): number {
  let next = sorted[pivot + 1]?.document ?? SEGMENT_SIZE;
  for (let index = 0; index <= pivot; index++) {
    const { blockEnd } = sorted[index] as Cursor;
    if (blockEnd >= document) next = Math.min(next, blockEnd + 1);
  }
  return next;
}

function skipTo(document: number, sorted: readonly Cursor[], pivot: number): void {
  for (let index = 0; index <= pivot; index++) {
    const cursor = sorted[index] as Cursor;
    const { docs, end } = cursor.list;
    if (cursor.document < document) moveTo(cursor, gallop(docs, cursor.at, end, document));
  }
}

function moveTo(cursor: Cursor, at: number): void {
  const { docs, end } = cursor.list;
  cursor.at = at;
  cursor.document = at < end ? (docs[at] as number) : SEGMENT_SIZE;
}

/** Adds up, in the order of the terms, and goes on. */
function takeScore(cursors: readonly Cursor[], document: number): number {
  let score = 0;
  for (const cursor of cursors) {
    if (cursor.document !== document) continue;
    const { codes, worth, weight } = cursor.list;
    score += weight * (worth[codes[cursor.at] as number] as number);
    moveTo(cursor, cursor.at + 1);
  }
  return score;
}

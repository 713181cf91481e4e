import { compareIds } from '@tsr/core';
import { grown } from './growable.ts';
import { sortedInPieces } from './sorted-in-pieces.ts';

/**
 * Order of documents by id, for equal scores, of which a search may compare thousands: an id is far away in memory, a
 * rank among all ids is a number. Documents that came since the last `renew` have none, and are compared by id.
 */
export interface IdOrder {
  compare(a: number, b: number): number;
  /** 0 where it has none. */
  rankOf(slot: number): number;
  /** The slot gets another document. */
  forget(slot: number): void;
  /** Ranks the documents of these slots, piece by piece. None comes or goes meanwhile. */
  renew(slots: readonly number[]): Generator<void>;
}

/** Begins with the ranks that are known, by slot. */
export function createIdOrder(
  idAt: (slot: number) => string,
  known: Int32Array<ArrayBuffer> = new Int32Array(0),
): IdOrder {
  let ranks: Int32Array<ArrayBuffer> = known;
  const rankOf = (slot: number): number => ranks[slot] ?? 0;

  function compare(a: number, b: number): number {
    const [rankA, rankB] = [rankOf(a), rankOf(b)];
    return rankA > 0 && rankB > 0 ? rankA - rankB : compareIds(idAt(a), idAt(b));
  }

  return {
    compare,
    rankOf,
    forget(slot) {
      if (slot < ranks.length) ranks[slot] = 0;
    },
    *renew(slots) {
      const order = yield* sortedInPieces(slots, compare);
      ranks = grown(ranks, slots.reduce((most, slot) => Math.max(most, slot), -1) + 1);
      for (let at = 0; at < order.length; at++) ranks[order[at] as number] = at + 1;
    },
  };
}

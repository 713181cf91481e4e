import { hashText } from './hash-text.ts';

const SHARDS = 256;
const SMALLEST = 8;

/** Slots by id: a hash table of numbers alone, four to eight bytes per id. Ids are read where the documents are. */
export interface IdTable {
  get(id: string): number | undefined;
  /** Adds the id, or replaces its slot by one whose document has the same id. */
  set(id: string, slot: number): void;
  /** The id is there. */
  delete(id: string): void;
  /** All entries: a table is made of them again. */
  readonly shards: readonly Int32Array<ArrayBuffer>[];
}

/**
 * Open addressing with linear probing, in shards, so that growing one takes no time to speak of.
 * Source: D. E. Knuth, The Art of Computer Programming, volume 3, 1998, section 6.4, algorithms L and R.
 */
export function createIdTable(
  idAt: (slot: number) => string,
  from: readonly Int32Array<ArrayBuffer>[] = Array.from({ length: SHARDS }, () => new Int32Array(SMALLEST)),
): IdTable {
  /** One more than the slot; 0 is free. */
  const shards = [...from];
  const counts = Int32Array.from(from, (shard) => shard.filter((entry) => entry !== 0).length);
  const shardOf = (hash: number): number => hash >>> 24;

  /** Where the id is, or would be. */
  function placeOf(id: string, hash: number): number {
    const shard = shards[shardOf(hash)] as Int32Array;
    let at = hash & (shard.length - 1);
    while (shard[at] !== 0 && idAt((shard[at] as number) - 1) !== id) at = (at + 1) & (shard.length - 1);
    return at;
  }

  function grow(number: number): void {
    const old = shards[number] as Int32Array;
    const bigger = new Int32Array(2 * old.length);
    shards[number] = bigger;
    for (const entry of old) {
      if (entry === 0) continue;
      const id = idAt(entry - 1);
      bigger[placeOf(id, hashText(id))] = entry;
    }
  }

  return {
    shards,
    get(id) {
      const hash = hashText(id);
      const entry = shards[shardOf(hash)]?.[placeOf(id, hash)] as number;
      return entry === 0 ? undefined : entry - 1;
    },
    set(id, slot) {
      const hash = hashText(id);
      const number = shardOf(hash);
      const place = placeOf(id, hash);
      const isNew = shards[number]?.[place] === 0;
      (shards[number] as Int32Array)[place] = slot + 1;
      if (!isNew) return;
      counts[number] = (counts[number] as number) + 1;
      if (4 * (counts[number] as number) > 3 * (shards[number] as Int32Array).length) grow(number);
    },
    delete(id) {
      const hash = hashText(id);
      const shard = shards[shardOf(hash)] as Int32Array;
      const mask = shard.length - 1;
      counts[shardOf(hash)] = (counts[shardOf(hash)] as number) - 1;
      let gap = placeOf(id, hash);
      shard[gap] = 0;
      // What stood behind the gap moves into it, if it was looked for from there or before.
      for (let at = (gap + 1) & mask; shard[at] !== 0; at = (at + 1) & mask) {
        const home = hashText(idAt((shard[at] as number) - 1)) & mask;
        if (((at - home) & mask) < ((at - gap) & mask)) continue;
        shard[gap] = shard[at] as number;
        shard[at] = 0;
        gap = at;
      }
    },
  };
}

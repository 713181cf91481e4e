import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../tooling/random.ts';
import { hashText } from './hash-text.ts';
import { createIdTable } from './id-table.ts';

/** Ids of which many have the same hash, or the same place in a small table. */
function collidingIds(count: number): readonly string[] {
  const places = new Map<number, string[]>();
  for (let n = 0; ; n++) {
    const id = n.toString(36);
    const hash = hashText(id);
    const place = (hash >>> 24) * 256 + (hash & 0xff);
    const others = places.get(place) ?? [];
    others.push(id);
    if (others.length === count) return others;
    places.set(place, others);
  }
}

describe('createIdTable', () => {
  test('is a map from ids to slots, whatever is added, replaced and deleted', () => {
    const random = createRandom(1);
    const ids = [
      ...collidingIds(40),
      ...Array.from({ length: 3000 }, (_, n) => `doc-${n}`),
      ...['__proto__', 'constructor', '', '\ud800', '\0', '\u{10000}', 'é'],
    ];
    const idBySlot: string[] = [];
    const table = createIdTable((slot) => idBySlot[slot] as string);
    const map = new Map<string, number>();
    const wrong: string[] = [];
    for (let step = 0; step < 40_000; step++) {
      const id = ids[Math.floor(ids.length * random.next() ** 2)] as string;
      if (table.get(id) !== map.get(id)) wrong.push(id);
      if (map.has(id) && random.next() < 0.3) {
        map.set(id, idBySlot.length);
        idBySlot.push(id);
        table.set(id, map.get(id) as number);
      } else if (map.has(id)) {
        table.delete(id);
        map.delete(id);
      } else if (random.next() < (step < 20_000 ? 0.9 : 0.4)) {
        map.set(id, idBySlot.length);
        idBySlot.push(id);
        table.set(id, map.get(id) as number);
      }
    }
    expect(wrong).toEqual([]);
    expect(ids.map(table.get)).toEqual(ids.map((id) => map.get(id)));
    expect(table.shards.reduce((sum, shard) => sum + shard.filter((entry) => entry > 0).length, 0)).toBe(map.size);
  });

  test('keeps apart ids of one hash', () => {
    const ids = ['t7pfs', 'tovja', 't7pfp', 'tovjb'];
    expect(hashText('t7pfs')).toBe(hashText('tovja'));
    expect(hashText('t7pfp')).toBe(hashText('tovjb'));
    const table = createIdTable((slot) => ids[slot] as string);
    for (const slot of ids.keys()) table.set(ids[slot] as string, slot);
    expect(ids.map(table.get)).toEqual([...ids.keys()]);
    table.delete(ids[0] as string);
    expect(ids.map(table.get)).toEqual([undefined, 1, 2, 3]);
  });

  test('goes on from the entries of another', () => {
    const ids = Array.from({ length: 5000 }, (_, n) => `id ${n}`);
    const before = createIdTable((slot) => ids[slot] as string);
    for (const slot of ids.keys()) if (slot % 2) before.set(ids[slot] as string, slot);
    const table = createIdTable(
      (slot) => ids[slot] as string,
      before.shards.map((shard) => shard.slice()),
    );
    for (const slot of ids.keys()) if (slot % 2 === 0) table.set(ids[slot] as string, slot);
    expect(ids.every((id, slot) => table.get(id) === slot)).toBe(true);
  });
});

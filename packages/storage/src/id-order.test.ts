import { compareIds } from '@tsr/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createIdOrder } from './id-order.ts';
import { sortedInPieces } from './sorted-in-pieces.ts';

function finished<T>(work: Generator<void, T>): T {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}

test('orders slots by id, whatever has a rank and whatever came since', () => {
  const id = fc.string({ unit: 'binary', minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.uniqueArray(id, { minLength: 1 }), fc.array(fc.tuple(fc.nat(), id)), (first, later) => {
      const ids = [...first];
      const order = createIdOrder((slot) => ids[slot] as string);
      finished(order.renew([...ids.keys()]));
      for (const [at, changed] of later) {
        if (ids.includes(changed)) continue;
        const slot = at % (ids.length + 1);
        order.forget(slot);
        ids[slot] = changed;
      }
      const byId = [...ids.keys()].sort((a, b) => compareIds(ids[a] as string, ids[b] as string));
      expect([...ids.keys()].sort(order.compare)).toEqual(byId);
      finished(order.renew([...ids.keys()]));
      expect(byId.map(order.rankOf)).toEqual([...byId.keys()].map((at) => at + 1));
    }),
    { seed: 1 },
  );
});

test('ranks without reading ids again where all have a rank', () => {
  const read: number[] = [];
  const order = createIdOrder((slot) => `id ${read.push(slot)}`, Int32Array.of(3, 1, 2));
  finished(order.renew([0, 1, 2]));
  expect([[0, 1, 2].sort(order.compare), read]).toEqual([[1, 2, 0], []]);
});

test('sorts in pieces as sort does', () => {
  const numbers = Array.from({ length: 20_000 }, (_, at) => (at * 7919) % 10_007);
  let pieces = 0;
  const work = sortedInPieces(numbers, (a, b) => a - b);
  for (let step = work.next(); ; step = work.next(), pieces++) {
    if (!step.done) continue;
    expect(step.value).toEqual(numbers.toSorted((a, b) => a - b));
    break;
  }
  expect(pieces).toBeGreaterThan(10);
  expect(finished(sortedInPieces([], () => 0))).toEqual([]);
});

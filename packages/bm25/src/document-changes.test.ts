import type { Document } from '@tsr/core';
import { createDocumentSlots } from '@tsr/storage';
import { describe, expect, test } from 'vitest';
import { createDocumentChanges } from './document-changes.ts';
import { all, asks, LUCENE } from './inverted/held-engine.fixture.ts';
import { createIndexState } from './inverted/index-state.ts';
import { createInvertedEngine } from './inverted/inverted-engine.ts';

function createSubject() {
  const engine = createInvertedEngine(createIndexState(LUCENE));
  const slots = createDocumentSlots();
  let analysed = 0;
  const changes = createDocumentChanges({
    name: 'bm25',
    engine,
    slots,
    termsOf({ content }) {
      analysed += 1;
      if (content === 'FAIL') throw new Error('cannot analyse');
      return [content.split(' ')];
    },
  });

  /** The most documents that are analysed between two yields. */
  function mostBetweenYields(steps: Iterable<void>): number {
    let most = 0;
    let before = analysed;
    for (const _ of steps) {
      most = Math.max(most, analysed - before);
      before = analysed;
    }
    return Math.max(most, analysed - before);
  }

  const idsOf = (word: string): readonly string[] =>
    engine
      .search(asks(word), { topK: 1e9, compareSlots: (a, b) => a - b })
      .map(({ slot }) => slots.at(slot).id)
      .sort();
  return { engine, slots, changes, mostBetweenYields, idsOf };
}

const documentsOf = (count: number, content = 'gateway'): readonly Document[] =>
  Array.from({ length: count }, (_, at) => ({ id: `d${at}`, content }));

describe('createDocumentChanges', () => {
  test.each([10, 1024, 1025, 3000])('analyses one document between two yields, of batches of %d', (count) => {
    const { changes, mostBetweenYields } = createSubject();
    expect(mostBetweenYields(changes.put(documentsOf(count)))).toBe(1);
    expect(mostBetweenYields(changes.put(documentsOf(count, 'portal')))).toBe(1);
    expect(mostBetweenYields(changes.remove(documentsOf(count).map(({ id }) => id)))).toBe(1);
    expect(changes.count).toBe(3);
  });

  test.each([10, 2000])('frees what a batch of %d took when it fails, for the next one', (count) => {
    const { changes, slots, idsOf, engine } = createSubject();
    all(changes.put([{ id: 'd0', content: 'old' }]));
    const bad = documentsOf(count).with(count - 1, { id: 'bad', content: 'FAIL' });
    expect(() => all(changes.put(bad))).toThrow('cannot analyse');
    expect([idsOf('old'), idsOf('gateway'), engine.size, changes.count]).toEqual([['d0'], [], 1, 1]);
    expect([slots.slotOf('d0'), slots.slotOf('d1'), slots.slotOf('bad')]).toEqual([0, undefined, undefined]);
    all(changes.put(documentsOf(count)));
    expect([idsOf('old'), idsOf('gateway').length, engine.size]).toEqual([[], count, count]);
    const used = documentsOf(count).map(({ id }) => slots.slotOf(id) as number);
    expect(Math.max(...used)).toBe(count);
  });

  test('uses the slots of replaced and removed documents again', () => {
    const { changes, slots } = createSubject();
    for (let round = 0; round < 20; round++) {
      all(changes.put(documentsOf(10)));
      if (round % 3 === 0) all(changes.remove(['d1', 'd2']));
    }
    expect(Math.max(...documentsOf(10).map(({ id }) => slots.slotOf(id) ?? 0))).toBeLessThan(20);
  });

  test('removes an id that is named twice once', () => {
    const { changes, idsOf, engine } = createSubject();
    all(changes.put(documentsOf(5)));
    all(changes.remove(['d1', 'd1', 'nobody', 'd3']));
    expect([idsOf('gateway'), engine.size]).toEqual([['d0', 'd2', 'd4'], 3]);
    expect(engine.termsFor({ kind: 'exact', term: 'gateway', limit: 1 })).toEqual([{ term: 'gateway', holders: 3 }]);
  });

  test.each([10, 2000])('shows nothing of a batch of %d before it shows all of it', (count) => {
    const { changes, slots, engine } = createSubject();
    all(changes.put(documentsOf(3, 'portal')));
    all(changes.remove(['d1']));
    const held = ['d0', 'd2'].map((id) => slots.slotOf(id) as number);
    const shown = (word: string, ids: readonly string[]) =>
      engine.scores(
        asks(word),
        ids.flatMap((id) => slots.slotOf(id) ?? []),
      ).size;
    const seen = new Set<string>();
    for (const _ of changes.put(documentsOf(count))) {
      const counts = [shown('gateway', ['d0', 'd1', 'd3', 'd9']), shown('portal', ['d0', 'd2'])];
      seen.add([changes.count, ...counts, engine.scores(asks('portal'), held).size].join(' '));
    }
    expect([...seen]).toEqual(['2 0 2 2', '3 4 0 0']);
  });

  test('counts no change that changes nothing', () => {
    const { changes } = createSubject();
    all(changes.remove(['nobody']));
    expect(changes.count).toBe(0);
  });
});

import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../tooling/random.ts';
import type { TermsByField } from '../lexical-engine.ts';
import { createZipfWords } from '../zipf-words.fixture.ts';
import { all, asks, createHeldEngine, difference, faultOf, last } from './held-engine.fixture.ts';

const QUERY = asks('w1', 'w2', 'w30');

function documentsOf(count: number, length: number, seed: number): readonly TermsByField[] {
  const words = createZipfWords({ random: createRandom(seed), vocabulary: 500 });
  return Array.from({ length: count }, (_, at) => [words(1 + ((at * 3) % length))]);
}

describe('batches', { timeout: 60_000 }, () => {
  test.each([
    ['a small one', 1000],
    ['a large one', 3000],
  ])('%s is not found before it is whole, whatever is looked for meanwhile', (_, count) => {
    for (const before of [0, 500]) {
      const subject = createHeldEngine();
      subject.change(documentsOf(before, 400, 1));
      const found = subject.found(QUERY, 1e9);
      const steps = subject.changing(documentsOf(count, 40, 2), [...subject.held.keys()].slice(0, 100));
      let step = steps.next();
      for (let piece = 0; !step.done; piece++) {
        if (piece % 5 === 0) expect(difference(subject.found(QUERY, 1e9), found)).toBeUndefined();
        step = steps.next();
      }
      expect(subject.engine.size).toBe(before - Math.min(before, 100) + count);
      const queries = [QUERY, asks('w3', 'w8', 'w50'), asks('w20', 'w6')];
      expect(faultOf(subject, { queries, topKs: [1, 10, 1e9] })).toBeUndefined();
    }
  });

  test.each([1000, 3000])('one of %d that is given up leaves nothing behind', (count) => {
    const subject = createHeldEngine();
    subject.change(documentsOf(1500, 40, 1));
    const found = subject.found(QUERY, 1e9);
    const given = subject.changing([...documentsOf(count - 1, 40, 2), [['new']]], [3, 4, 5]);
    for (let piece = 0; piece < count - 10; piece++) given.next();
    given.return([]);
    expect(difference(subject.found(QUERY, 1e9), found)).toBeUndefined();
    expect(subject.engine.size).toBe(1500);
    expect(subject.engine.termsFor({ kind: 'exact', term: 'new', limit: 1 })).toEqual([]);
    last(subject.changing(documentsOf(count, 40, 3), [3, 4, 5]));
    expect(faultOf(subject, { queries: [QUERY], topKs: [100] })).toBeUndefined();
  });

  test.each([1000, 3000])('one of %d reads its documents piece by piece, not when it takes effect', (count) => {
    const { engine } = createHeldEngine();
    const documents = Array.from({ length: count }, () => [['a', 'b']]);
    const batch = engine.batch(count);
    for (const [slot, document] of documents.entries()) {
      all(batch.add(slot, document));
      document[0] = [];
    }
    all(batch.finish());
    batch.publish();
    expect(engine.search(asks('b'), { topK: 1e9, compareSlots: (a, b) => a - b })).toHaveLength(count);
  });

  test('what is removed has no score and no explanation', () => {
    const { engine, change } = createHeldEngine();
    const [first, second] = change([[['a', 'b']], [['a']]]) as [number, number];
    expect([...engine.scores(asks('a'), [first, second]).keys()]).toEqual([first, second]);
    change([], [first]);
    expect([...engine.scores(asks('a'), [first, second, 99]).keys()]).toEqual([second]);
    expect(engine.explain(asks('a'), first)).toEqual([]);
    expect(engine.explain(asks('a'), 99)).toEqual([]);
  });
});

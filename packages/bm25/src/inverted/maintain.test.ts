import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../tooling/random.ts';
import type { SlotFilter, TermsByField } from '../lexical-engine.ts';
import { createZipfWords } from '../zipf-words.fixture.ts';
import { all, asks, begun, createHeldEngine, faultOf, type HeldEngine } from './held-engine.fixture.ts';

const QUERIES = [
  asks('w1'),
  asks('w1', 'w2', 'w3', 'w7'),
  asks('w2', 'w9', 'w40', 'w300'),
  asks('w4', 'w5', 'w6', 'w6', 'w150'),
];
const EVEN: SlotFilter = { key: 'even', accepts: (slot) => slot % 2 === 0 };

function createDocuments(seed: number) {
  const words = createZipfWords({ random: createRandom(seed), vocabulary: 400 });
  return (count: number, length: number): readonly TermsByField[] =>
    Array.from({ length: count }, (_, at) => [words(1 + ((at * 7) % length))]);
}

const faultIn = (subject: HeldEngine): object | undefined =>
  faultOf(subject, { queries: QUERIES, filters: [undefined, EVEN], topKs: [3, 100] });

const segmentSizes = ({ engine }: HeldEngine): readonly number[] => engine.state.segments.map(({ size }) => size);

describe('maintain', { timeout: 60_000 }, () => {
  test('has nothing to do in an empty index and a small one', () => {
    const subject = createHeldEngine();
    expect([...subject.engine.maintain()]).toHaveLength(0);
    subject.change([[['a']], [[]]]);
    expect([...subject.engine.maintain()]).toHaveLength(0);
    expect([...subject.engine.compact()].length).toBeLessThan(4);
    expect(faultOf(subject, { queries: [asks('a')], topKs: [3] })).toBeUndefined();
  });

  test('leaves few segments of many small changes, and no dead documents of much size', () => {
    const subject = createHeldEngine();
    const documents = createDocuments(1);
    for (let batch = 0; batch < 40; batch++) {
      const known = [...subject.held.keys()];
      subject.change(documents(500, 12), batch % 2 ? known.slice(0, 150) : []);
      all(subject.engine.maintain());
      expect(subject.engine.state.fresh.size).toBeLessThan(4096);
    }
    expect(subject.engine.state.segments.length).toBeLessThan(6);
    expect(subject.engine.state.freshParts).toHaveLength(1);
    for (const { live, size } of subject.engine.state.segments) expect(live.count).toBeGreaterThanOrEqual(0.7 * size);
    expect(faultIn(subject)).toBeUndefined();
    all(subject.engine.compact());
    expect(segmentSizes(subject)).toEqual([subject.engine.size]);
    expect(faultIn(subject)).toBeUndefined();
  });

  test('merges what fits together where four would not', () => {
    const subject = createHeldEngine();
    for (let batch = 0; batch < 7; batch++) {
      subject.change(Array.from({ length: 17_000 }, () => [['a']]));
      all(subject.engine.maintain());
    }
    expect(segmentSizes(subject).toSorted()).toEqual([17_000, 51_000, 51_000]);
  });

  test('drops segments of which nothing lives', () => {
    const subject = createHeldEngine();
    const documents = createDocuments(2);
    for (let batch = 0; batch < 3; batch++) subject.change(documents(1100, 5));
    subject.change([], [...subject.held.keys()]);
    all(subject.engine.maintain());
    expect([subject.engine.size, subject.engine.state.segments.length]).toEqual([0, 0]);
    subject.change(documents(10, 5));
    expect(faultIn(subject)).toBeUndefined();
  });

  test.each(['maintain', 'compact'] as const)(
    '%s lets documents come, go and be looked for between its pieces',
    (kind) => {
      const subject = createHeldEngine();
      const documents = createDocuments(3);
      const random = createRandom(4);
      for (let batch = 0; batch < 4; batch++) subject.change(documents(1500, 20));
      subject.change(documents(1000, 20));
      for (let batch = 0; batch < 4; batch++) subject.change(documents(1000, 20));
      let pieces = 0;
      for (const _ of subject.engine[kind]()) {
        pieces += 1;
        if (pieces % 97 !== 0) continue;
        const known = [...subject.held.keys()];
        const removed = Array.from({ length: 40 }, () => random.pick(known));
        subject.change(documents(20, pieces % 2 ? 4 : 200), [...new Set(removed)]);
        expect(faultIn(subject)).toBeUndefined();
      }
      expect(pieces).toBeGreaterThan(700);
      expect(faultIn(subject)).toBeUndefined();
      expect(subject.engine.state.segments.length).toBeLessThan(3);
    },
  );

  test('computes bounds from the lengths that it says, whatever is looked for meanwhile', () => {
    const subject = createHeldEngine();
    const documents = createDocuments(5);
    subject.change(documents(3000, 40));
    subject.change(documents(900, 40));
    const steps = begun(subject.engine.compact(), 20);
    const short = subject.change(Array.from({ length: 20_000 }, () => [['short']]));
    subject.found(asks('w1'), 1);
    all(steps);
    subject.change([], short);
    expect(faultIn(subject)).toBeUndefined();
  });

  test('takes in more documents than a part holds while it is at work', () => {
    const subject = createHeldEngine();
    const documents = createDocuments(6);
    subject.change(documents(2000, 10));
    subject.change(documents(1000, 10));
    const steps = begun(subject.engine.compact());
    for (let batch = 0; batch < 68; batch++) {
      subject.change(Array.from({ length: 1000 }, (_, at) => [[`w${at % 50}`, `b${batch}`]]));
    }
    expect(faultOf(subject, { queries: [asks('b67', 'w3')], topKs: [25] })).toBeUndefined();
    expect(subject.found(asks('b1'), 1e9)).toHaveLength(1000);
    all(steps);
    all(subject.engine.maintain());
    expect(subject.engine.state.freshParts).toHaveLength(1);
    expect(faultOf(subject, { queries: [asks('b67', 'w3')], topKs: [25] })).toBeUndefined();
    expect(subject.found(asks('b1'), 1e9)).toHaveLength(1000);
  });
});

import { describe, expect, test } from 'vitest';
import type { SlotFilter } from '../lexical-engine.ts';
import { all, asks, begun, createHeldEngine, difference, faultOf } from './held-engine.fixture.ts';

const QUERY = asks('a');
const alike = (count: number) => Array.from({ length: count }, () => [['a']]);

describe('filters', () => {
  test('are asked about each document once, while it is remembered which ones they accept', () => {
    const subject = createHeldEngine();
    subject.change(alike(2000));
    const asked = new Map<number, number>();
    const filter: SlotFilter = {
      key: 'odd',
      accepts(slot) {
        asked.set(slot, (asked.get(slot) ?? 0) + 1);
        return slot % 2 === 1;
      },
    };
    all(subject.engine.prepare(filter));
    expect(asked.size).toBe(2000);
    expect(subject.found(QUERY, 1e9, filter)).toHaveLength(1000);
    subject.change(alike(500), [1, 2, 3]);
    const odd = subject.expected(QUERY).filter(({ slot }) => slot % 2 === 1);
    expect(difference(subject.found(QUERY, 1e9, filter), odd)).toBeUndefined();
    expect(new Set(asked.values())).toEqual(new Set([1]));
    expect(asked.size).toBe(2500);
  });

  test('may be more than are remembered', () => {
    const subject = createHeldEngine();
    subject.change(alike(3000));
    subject.change(alike(300));
    for (let round = 0; round < 3; round++) {
      for (let rest = 0; rest < 23; rest++) {
        const filter: SlotFilter = { key: `${rest}`, accepts: (slot) => slot % 23 === rest };
        expect(faultOf(subject, { queries: [QUERY], filters: [filter], topKs: [1e9] })).toBeUndefined();
      }
      subject.change(alike(10), [...subject.held.keys()].slice(round, 40 + round));
    }
    for (const part of subject.engine.state.parts) expect(part.accepted.size).toBeLessThanOrEqual(16);
  });

  test('are prepared while documents are added to the fresh part', () => {
    const subject = createHeldEngine();
    subject.change(alike(1024));
    subject.change(alike(1000));
    const filter: SlotFilter = { key: 'held', accepts: (slot) => subject.held.has(slot) };
    const preparing = begun(subject.engine.prepare(filter));
    subject.change(alike(1000));
    all(preparing);
    expect(subject.found(QUERY, 1e9, filter)).toHaveLength(3024);
  });

  test('ask about no document that is gone, also where its part was written anew meanwhile', () => {
    const subject = createHeldEngine();
    subject.change(alike(3000));
    subject.change(alike(100));
    const filter: SlotFilter = {
      key: 'held',
      accepts(slot) {
        if (!subject.held.has(slot)) throw new Error(`slot ${slot} is free`);
        return true;
      },
    };
    const preparing = begun(subject.engine.prepare(filter));
    all(subject.engine.compact());
    subject.change([], [...subject.held.keys()].slice(1500, 2900));
    all(preparing);
    expect(subject.found(QUERY, 1e9, filter)).toHaveLength(1700);
  });
});

import { describe, expect, test } from 'vitest';
import { createWinkEngine } from './wink-engine.ts';

const compareSlots = (a: number, b: number): number => a - b;

function engineOf(...documents: readonly string[]) {
  const engine = createWinkEngine({ k1: 1.2, b: 0.75 });
  documents.forEach((text, slot) => void engine.set(slot, text.split(' ')));
  const slots = (query: string, topK = 10) =>
    engine.search(query.split(' '), { topK, compareSlots }).map(({ slot }) => slot);
  return { engine, slots };
}

describe('createWinkEngine', () => {
  test('takes changes after a search, which wink itself does not', () => {
    const { engine, slots } = engineOf('a', 'b', 'c', 'd');
    expect(slots('a')).toEqual([0]);
    engine.set(7, ['a', 'a']);
    expect(slots('a')).toEqual([7, 0]);
    engine.set(0, ['b']);
    expect(slots('a')).toEqual([7]);
    engine.delete(7);
    engine.delete(99);
    expect(slots('a')).toEqual([]);
    expect(slots('b')).toEqual([0, 1]);
  });

  test('scores alike on both sides of the three documents that wink needs', () => {
    const { engine } = engineOf('a b', 'a c', 'd d d');
    const scores = () => new Map(engine.search(['a'], { topK: 9, compareSlots }).map((hit) => [hit.slot, hit.score]));
    const idf = (n: number, holders: number) => Math.log(1 + (n - holders + 0.5) / (holders + 0.5));
    const share = (length: number, mean: number) => 1 / (1 + 1.2 * (0.25 + (0.75 * length) / mean));

    expect(scores().get(0)).toBeCloseTo(idf(3, 2) * share(2, 7 / 3), 8);
    engine.delete(2);
    expect(scores().get(0)).toBeCloseTo(idf(2, 2) * share(2, 2), 8);
    engine.delete(1);
    expect(scores().get(0)).toBeCloseTo(idf(1, 1) * share(2, 2), 8);
    engine.delete(0);
    expect(scores().size).toBe(0);
  });

  test('breaks ties by the order it is given, before the cut', () => {
    const { engine } = engineOf(...Array.from({ length: 12 }, () => 'same words'));
    const hits = engine.search(['same'], { topK: 3, compareSlots: (a, b) => b - a });
    expect(hits.map(({ slot }) => slot)).toEqual([11, 10, 9]);
  });

  test('adds equal scores up to equal numbers, whatever terms they come from', () => {
    const { engine } = engineOf('a b c x', 'c d e x', 'e a d x', 'z', 'b y', 'q');
    const scores = engine.search(['e', 'd', 'c', 'b', 'a', 'x'], { topK: 3, compareSlots }).map(({ score }) => score);
    const backwards = engine.search(['x', 'a', 'b', 'c', 'd', 'e'], { topK: 3, compareSlots });
    expect(scores).toEqual(backwards.map(({ score }) => score));
    expect(new Set(scores).size).toBe(1);
  });

  test('asks once about each slot, and cuts after that', () => {
    const { engine } = engineOf('a b', 'a b', 'a b', 'c');
    const asked: number[] = [];
    const accept = (slot: number) => asked.push(slot) > 0 && slot === 2;
    expect(engine.search(['a', 'b', 'a'], { topK: 1, accept, compareSlots }).map(({ slot }) => slot)).toEqual([2]);
    expect(asked.sort()).toEqual([0, 1, 2]);
  });

  test('keeps nine decimals, where wink by default keeps four', () => {
    const { engine } = engineOf('a', 'b', 'c');
    const [hit] = engine.search(['a'], { topK: 1, compareSlots });
    expect(hit?.score).toBeCloseTo(Math.log(1 + 2.5 / 1.5) / 2.2, 9);
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('knows no %s that no document has', (name) => {
    const { engine, slots } = engineOf('a', 'b', 'c');
    expect(slots(name)).toEqual([]);
    engine.set(1, [name]);
    expect(slots(name)).toEqual([1]);
  });

  test('says what each term adds, each time that the query holds it', () => {
    const { engine } = engineOf('a b', 'b', 'c', 'c d');
    const [hit] = engine.search(['a', 'b', 'a', 'z'], { topK: 1, compareSlots });
    const terms = engine.termScores(['a', 'b', 'a', 'z'], 0);
    expect([...terms.keys()]).toEqual(['a', 'b']);
    expect(terms.get('a')).toBe(2 * (engine.termScores(['a'], 0).get('a') ?? Number.NaN));
    expect((terms.get('a') ?? 0) + (terms.get('b') ?? 0)).toBeCloseTo(hit?.score ?? Number.NaN, 12);
    expect(engine.termScores(['a'], 99).size).toBe(0);
    expect(engine.scores(['a', 'b'], [0, 2, 99]).size).toBe(1);
  });
});

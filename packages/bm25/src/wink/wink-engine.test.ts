import { describe, expect, test } from 'vitest';
import { countTerms } from '../count-terms.ts';
import type { LexicalQuery, LexicalSearch } from '../lexical-engine.ts';
import { createWinkEngine } from './wink-engine.ts';

const compareSlots = (a: number, b: number): number => a - b;

const queryOf = (...terms: readonly string[]): LexicalQuery => ({
  terms: Array.from(countTerms(terms), ([term, weight]) => ({ term, weight })),
  required: [],
  excluded: [],
});

function engineOf(...documents: readonly string[]) {
  const engine = createWinkEngine({ k1: 1.2, b: 0.75 });
  const set = (slot: number, text: string): void => {
    const batch = engine.batch(1);
    batch.add(slot, [text.split(' ')]);
    batch.publish();
  };
  const remove = (slot: number): void => {
    const batch = engine.batch(0);
    batch.remove(slot, []);
    batch.publish();
  };
  documents.forEach((text, slot) => void set(slot, text));
  const search = (query: string, options: Partial<LexicalSearch> = {}) =>
    engine.search(queryOf(...query.split(' ')), { topK: 10, compareSlots, ...options });
  const slots = (query: string) => search(query).map(({ slot }) => slot);
  return { engine, set, remove, search, slots };
}

describe('createWinkEngine', () => {
  test('takes changes after a search, which wink itself does not', () => {
    const { set, remove, slots } = engineOf('a', 'b', 'c', 'd');
    expect(slots('a')).toEqual([0]);
    set(7, 'a a');
    expect(slots('a')).toEqual([7, 0]);
    set(0, 'b');
    expect(slots('a')).toEqual([7]);
    remove(7);
    remove(99);
    expect(slots('a')).toEqual([]);
    expect(slots('b')).toEqual([0, 1]);
  });

  test('scores alike on both sides of the three documents that wink needs', () => {
    const { remove, search } = engineOf('a b', 'a c', 'd d d');
    const scores = () => new Map(search('a').map((hit) => [hit.slot, hit.score]));
    const idf = (n: number, holders: number) => Math.log(1 + (n - holders + 0.5) / (holders + 0.5));
    const share = (length: number, mean: number) => 1 / (1 + 1.2 * (0.25 + (0.75 * length) / mean));

    expect(scores().get(0)).toBeCloseTo(idf(3, 2) * share(2, 7 / 3), 8);
    remove(2);
    expect(scores().get(0)).toBeCloseTo(idf(2, 2) * share(2, 2), 8);
    remove(1);
    expect(scores().get(0)).toBeCloseTo(idf(1, 1) * share(2, 2), 8);
    remove(0);
    expect(scores().size).toBe(0);
  });

  test('breaks ties by the order it is given, before the cut', () => {
    const { search } = engineOf(...Array.from({ length: 12 }, () => 'same words'));
    const hits = search('same', { topK: 3, compareSlots: (a, b) => b - a });
    expect(hits.map(({ slot }) => slot)).toEqual([11, 10, 9]);
  });

  test('adds equal scores up to equal numbers, whatever terms they come from', () => {
    const { search } = engineOf('a b c x', 'c d e x', 'e a d x', 'z', 'b y', 'q');
    const scores = search('e d c b a x', { topK: 3 }).map(({ score }) => score);
    const backwards = search('x a b c d e', { topK: 3 });
    expect(scores).toEqual(backwards.map(({ score }) => score));
    expect(new Set(scores).size).toBe(1);
  });

  test('asks once about each slot, and cuts after that', () => {
    const { search } = engineOf('a b', 'a b', 'a b', 'c');
    const asked: number[] = [];
    const filter = { key: 'second', accepts: (slot: number) => asked.push(slot) > 0 && slot === 2 };
    expect(search('a b a', { topK: 1, filter }).map(({ slot }) => slot)).toEqual([2]);
    expect(asked.sort()).toEqual([0, 1, 2]);
  });

  test('keeps nine decimals, where wink by default keeps four', () => {
    const { search } = engineOf('a', 'b', 'c');
    const [hit] = search('a');
    expect(hit?.score).toBeCloseTo(Math.log(1 + 2.5 / 1.5) / 2.2, 9);
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('knows no %s that no document has', (name) => {
    const { set, slots } = engineOf('a', 'b', 'c');
    expect(slots(name)).toEqual([]);
    set(1, name);
    expect(slots(name)).toEqual([1]);
  });

  test('counts a term each time that the query holds it', () => {
    const { engine, search } = engineOf('a b', 'b', 'c', 'c d');
    const score = (query: string) => search(query)[0]?.score ?? Number.NaN;
    expect(score('a b a z')).toBeCloseTo(2 * score('a') + (engine.scores(queryOf('b'), [0]).get(0) ?? Number.NaN), 12);
    expect(engine.scores(queryOf('a', 'b'), [0, 2, 99]).size).toBe(1);
    expect(engine.weights(queryOf('a', 'a', 'z'))).toEqual(new Map([['a', 2 * Math.log(1 + 3.5 / 1.5)]]));
  });

  test('says what it cannot do', () => {
    const { engine } = engineOf('a');
    expect(() => engine.explain(queryOf('a'), 0)).toThrow("engine 'wink' cannot explain scores");
    expect(() => engine.termsFor({ kind: 'edit', term: 'a', limit: 1 })).toThrow('cannot expand terms');
  });
});

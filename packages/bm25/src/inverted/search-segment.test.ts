import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../tooling/random.ts';
import type { LexicalQuery, SlotFilter, TermsByField } from '../lexical-engine.ts';
import { createZipfWords } from '../zipf-words.fixture.ts';
import { all, asks, createHeldEngine, faultOf, LUCENE } from './held-engine.fixture.ts';
import type { ScoringParameters } from './scoring.ts';
import type { Segment } from './segment.ts';

const VOCABULARY = 3000;
const FIELDS = [
  { weight: 3, b: 0.3 },
  { weight: 1, b: 0.8 },
];
const one = (b: number) => [{ weight: 1, b }];

/** Documents like language, some of them twice, some empty. */
function documents(count: number, fields: number, seed: number): readonly TermsByField[] {
  const random = createRandom(seed);
  const words = createZipfWords({ random, vocabulary: VOCABULARY });
  const made: TermsByField[] = [];
  while (made.length < count) {
    if (made.length > 0 && random.next() < 0.15) made.push(random.pick(made));
    else made.push(Array.from({ length: fields }, () => words(random.below(random.pick([1, 8, 40])))));
  }
  return made;
}

/** Of frequent and rare words, some typed twice; one in three demands or refuses words. */
function queries(count: number, seed: number): readonly LexicalQuery[] {
  const random = createRandom(seed);
  const word = () => `w${Math.floor(random.pick([4, 40, VOCABULARY, VOCABULARY]) ** random.next())}`;
  return Array.from({ length: count }, () => {
    const query = asks(...Array.from({ length: 1 + random.below(8) }, word));
    if (random.next() < 0.66) return query;
    return { ...query, required: random.next() < 0.5 ? [word()] : [], excluded: [[word()], [word(), word()]] };
  });
}

const FILTERS: readonly (SlotFilter | undefined)[] = [
  undefined,
  { key: 'broad', accepts: (slot) => slot % 10 !== 0 },
  { key: 'half', accepts: (slot) => slot % 2 === 0 },
  { key: 'selective', accepts: (slot) => slot % 150 === 7 },
  { key: 'single', accepts: (slot) => slot === 77 },
  { key: 'none', accepts: () => false },
];

const TOP = [1, 10, 100, 1e9];

describe('searchSegment, against scoring every document', { timeout: 60_000 }, () => {
  test.each<[string, ScoringParameters]>([
    ['lucene', LUCENE],
    ['robertson', { ...LUCENE, variant: 'robertson' }],
    ['bm25+', { ...LUCENE, variant: 'bm25+' }],
    ['bm25f', { ...LUCENE, fields: FIELDS }],
    ['bm25f+', { ...LUCENE, variant: 'bm25+', delta: 0.3, fields: FIELDS }],
    ['no saturation by length', { ...LUCENE, fields: one(0) }],
    ['all by length', { ...LUCENE, k1: 2, fields: one(1) }],
    ['k1 of 0, where all that a term adds is its idf', { ...LUCENE, k1: 0 }],
    ['k1 of a million', { ...LUCENE, k1: 1e6 }],
  ])('ranks by %s to the last bit, ties included', (_, parameters) => {
    const subject = createHeldEngine(parameters);
    subject.change(documents(4000, parameters.fields.length, 1));
    expect(subject.engine.state.segments).toHaveLength(1);
    expect(faultOf(subject, { queries: queries(25, 2), filters: FILTERS, topKs: TOP })).toBeUndefined();
  });

  test('ranks what is in several segments and the fresh part, some of it dead', () => {
    const subject = createHeldEngine();
    for (const seed of [1, 2, 3]) subject.change(documents(1500, 1, seed));
    subject.change(documents(900, 1, 4));
    subject.change(
      documents(100, 1, 5),
      [...subject.held.keys()].filter((slot) => slot % 5 === 0),
    );
    expect(subject.engine.state.parts).toHaveLength(4);
    expect(faultOf(subject, { queries: queries(30, 6), filters: FILTERS, topKs: TOP })).toBeUndefined();
  });

  test.each([
    ['short ones first', 4, 90],
    ['long ones first', 90, 4],
  ])('keeps its bounds right while lengths drift, %s', (_, before, after) => {
    const subject = createHeldEngine();
    const random = createRandom(3);
    const words = createZipfWords({ random, vocabulary: VOCABULARY });
    const of = (length: number, count: number) =>
      Array.from({ length: count }, () => [words(1 + random.below(length))]);
    subject.change(of(before, 3000));
    subject.change(of(after, 2000));
    expect(faultOf(subject, { queries: queries(10, 7), filters: FILTERS, topKs: TOP })).toBeUndefined();
    subject.change([], [...subject.held.keys()].slice(0, 2500));
    expect(faultOf(subject, { queries: queries(10, 8), filters: FILTERS, topKs: TOP })).toBeUndefined();
    all(subject.engine.maintain());
    expect(faultOf(subject, { queries: queries(10, 9), filters: FILTERS, topKs: TOP })).toBeUndefined();
  });

  test('cuts through thousands of equal scores', () => {
    const subject = createHeldEngine();
    subject.change(
      Array.from({ length: 6000 }, (_, at) => [at % 3 === 0 ? ['a', 'b'] : at % 3 === 1 ? ['a', 'c'] : ['b', 'c']]),
    );
    const asked = [asks('a'), asks('a', 'b'), asks('a', 'b', 'c')];
    const topKs = [1, 2, 1999, 2000, 2001, 4000, 4001, 6000, 1e9];
    expect(faultOf(subject, { queries: asked, topKs })).toBeUndefined();
  });

  // Each small addition to a sum so large is rounded up, so that scores are above the sum of their bounds.
  test('keeps what ties with the last but for rounding', () => {
    const subject = createHeldEngine({ ...LUCENE, variant: 'robertson' });
    const common = [...'abcdefgh'];
    const made = Array.from({ length: 9000 }, (_, at) => [[...common, at % 3 === 0 ? 'often' : 'rather']]);
    // The second time, slots descend: later documents win ties.
    subject.change(made, subject.change(made));
    subject.change(made, [...subject.held.keys()]);
    const weighty = [3, 3e8, 1.2e9].map((weight) => {
      const { terms } = asks(...common);
      return { terms: [...terms, { term: 'often', weight }], required: [], excluded: [] };
    });
    expect(faultOf(subject, { queries: weighty, topKs: [5, 50] })).toBeUndefined();
  });

  test('looks up in lists that are neither rare nor dense', () => {
    const subject = createHeldEngine();
    const random = createRandom(10);
    subject.change(
      Array.from({ length: 16_000 }, () => [
        [...'abcdefgh'].flatMap((word) => Array<string>(random.next() < 0.05 ? 1 + random.below(3) : 0).fill(word)),
      ]),
    );
    const [{ starts, dense }] = subject.engine.state.segments as [Segment];
    expect(dense.lists).toHaveLength(0);
    expect(Math.min(...starts.slice(1).map((end, list) => end - (starts[list] as number)))).toBeGreaterThan(512);
    const asked = ['abcd', 'efg', 'abcdefgh', 'hhg', 'aabbc'].map((words) => asks(...words));
    expect(faultOf(subject, { queries: asked, filters: FILTERS, topKs: [1, 5, 50, 1e9] })).toBeUndefined();
  });
});

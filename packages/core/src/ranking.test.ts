import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScoredDocument } from './contracts.ts';
import { compareIds, rankingFault, rankingOf, stageItems, withEvidence } from './ranking.ts';

function scored(id: string, score: number, tier?: 0 | 1): ScoredDocument {
  return { document: { id, content: '' }, score, ...(tier === undefined ? {} : { tier }) };
}

const ids = (ranking: readonly ScoredDocument[]): readonly string[] => ranking.map(({ document }) => document.id);

describe('compareIds', () => {
  test('orders by UTF-8 bytes, where UTF-16 would put U+10000 before U+E000', () => {
    const sorted = ['\u{10000}', '\ue000', 'é', 'b', 'a', 'Z', '\uffff', '\u{1f600}'].sort(compareIds);
    expect(sorted).toEqual(['Z', 'a', 'b', 'é', '\ue000', '\uffff', '\u{10000}', '\u{1f600}']);
  });

  test('puts a prefix first', () => {
    expect(compareIds('ab', 'abc')).toBeLessThan(0);
    expect(compareIds('abc', 'ab')).toBeGreaterThan(0);
    expect(compareIds('ab', 'ab')).toBe(0);
  });

  test('agrees with the bytes for any well-formed strings', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareIds(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });
});

describe('rankingOf', () => {
  test('sorts by tier, then score descending, then id', () => {
    const items = [scored('d', 9, 1), scored('c', 1), scored('b', 2), scored('a', 2, 0)];
    expect(ids(rankingOf(items))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('cuts after sorting, and leaves its input alone', () => {
    const items = Object.freeze([scored('a', 1), scored('b', 3), scored('c', 2)]);
    expect(ids(rankingOf(items, 2))).toEqual(['b', 'c']);
    expect(ids(rankingOf(items, 9))).toEqual(['b', 'c', 'a']);
  });

  test('of any items is without fault, and a permutation of them', () => {
    const item = fc.record({ id: fc.uuid(), score: fc.integer({ min: -3, max: 3 }), tier: fc.constantFrom(0, 1) });
    const items = fc.uniqueArray(item, { selector: ({ id }) => id, maxLength: 20 });
    fc.assert(
      fc.property(items, (list) => {
        const ranking = rankingOf(list.map(({ id, score, tier }) => scored(id, score, tier as 0 | 1)));
        expect(rankingFault(ranking)).toBeUndefined();
        expect(ids(ranking).toSorted()).toEqual(list.map(({ id }) => id).toSorted());
      }),
      { seed: 2 },
    );
  });
});

describe('rankingFault', () => {
  test.each([
    ['a score that is not finite', [scored('a', Number.NaN)], 'score of "a" is NaN'],
    ['an infinite score', [scored('a', Number.POSITIVE_INFINITY)], 'score of "a" is Infinity'],
    ['an id that is there twice', [scored('a', 2), scored('b', 1), scored('a', 1)], '"a" is there twice'],
    ['a better score below', [scored('a', 1), scored('b', 2)], 'rank 2 belongs before rank 1'],
    ['a tie in the wrong order', [scored('b', 1), scored('a', 1)], 'rank 2 belongs before rank 1'],
    ['a tier 0 below a tier 1', [scored('a', 1, 1), scored('b', 0)], 'rank 2 belongs before rank 1'],
  ])('names %s', (_, ranking, fault) => {
    expect(rankingFault(ranking)).toBe(fault);
  });

  test('finds nothing wrong with a ranking, or with none', () => {
    expect(rankingFault([])).toBeUndefined();
    expect(rankingFault([scored('a', 2), scored('b', 1), scored('c', 5, 1)])).toBeUndefined();
  });
});

test('stageItems keeps id, score, rank and tier, and no text', () => {
  expect(stageItems([scored('a', 2), scored('b', 1, 1)])).toEqual([
    { id: 'a', score: 2, rank: 1 },
    { id: 'b', score: 1, rank: 2, tier: 1 },
  ]);
});

test('withEvidence appends to a copy', () => {
  const first = withEvidence(Object.freeze(scored('a', 1)), { stage: 'retrieve', component: 'bm25', score: 1 });
  const second = withEvidence(first, { stage: 'rerank', component: 'overlap', score: 2 });
  expect(first.evidence?.map(({ component }) => component)).toEqual(['bm25']);
  expect(second.evidence?.map(({ component }) => component)).toEqual(['bm25', 'overlap']);
});

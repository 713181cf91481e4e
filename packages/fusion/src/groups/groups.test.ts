import { fusionChecks } from '@tsr/conformance';
import { type Document, type Leg, rankingFault, rankingOf } from '@tsr/core';
import { describe, expect, test } from 'vitest';
import { combSum } from '../methods/comb-sum.ts';
import { convexCombination } from '../methods/convex-combination.ts';
import { noNormalisation } from '../normalisations/linear.ts';
import { collapseNearDuplicates } from './collapse-near-duplicates.ts';
import { oneVotePerSource } from './one-vote-per-source.ts';

// What counts several documents as one cannot return each of them; everything else holds.
const perDocument = [
  'returns every document of every leg, and none besides, as it was given',
  'keeps the evidence of earlier stages',
  'keeps the order of a single leg',
];

const grouped = {
  'one vote a source': oneVotePerSource(convexCombination()),
  'near-duplicates collapsed': collapseNearDuplicates(convexCombination()),
};

describe.each(Object.entries(grouped))('%s', (name, fusion) => {
  const checks = fusionChecks.filter(({ obligation }) => !perDocument.includes(obligation));
  test.each(checks)('$obligation', ({ run }) => run({ name, create: () => fusion }));
});

const passage = (id: string, source?: string, content = id): Document => ({
  id,
  content,
  ...(source === undefined ? {} : { source: { id: source, index: 0, start: 0, end: 1 } }),
});
const leg = (name: string, ...items: readonly (readonly [Document, number])[]): Leg => ({
  name,
  ranking: rankingOf(
    items.map(([document, score]) => ({ document, score, evidence: [{ stage: 'retrieve', component: name, score }] })),
  ),
});

describe('oneVotePerSource', () => {
  const legs = [
    leg('bm25', [passage('m', 'm'), 5], [passage('long#1', 'long'), 4], [passage('long#2', 'long'), 3.5]),
    leg('dense', [passage('long#3', 'long'), 0.9], [passage('long#1', 'long'), 0.5], [passage('x'), 0.2]),
  ];

  test('gives a source the best score of each leg, and shows the passage that a leg ranked best', () => {
    const fused = oneVotePerSource(combSum({ normalise: noNormalisation }))(legs);
    expect(fused.map(({ document, score }) => [document.id, score])).toEqual([
      ['m', 5],
      ['long#3', 4.9],
      ['x', 0.2],
    ]);
    expect(rankingFault(fused)).toBeUndefined();
    const [, long] = fused;
    expect(long!.document).toBe(legs[1]!.ranking[0]!.document);
    const shares = long!.evidence!.filter(({ stage }) => stage === 'fuse');
    expect(shares.map(({ component, contribution }) => [component, contribution])).toEqual([
      ['bm25', 4],
      ['dense', 0.9],
    ]);
  });

  test('does not take a document for the source of the same id', () => {
    const fused = oneVotePerSource(combSum())([leg('a', [passage('s'), 2], [passage('p', 's'), 1])]);
    expect(fused.map(({ document }) => document.id)).toEqual(['s', 'p']);
  });

  test('refuses invalid legs', () => {
    expect(() => oneVotePerSource(combSum())('legs' as never)).toThrow('legs is "legs"');
    expect(() => oneVotePerSource(combSum())([undefined as never])).toThrow('leg 0 is undefined');
    const unsorted = { name: 'a', ranking: legs[0]!.ranking.toReversed() };
    expect(() => oneVotePerSource(combSum())([unsorted])).toThrow('leg "a" has an invalid ranking');
  });
});

describe('collapseNearDuplicates', () => {
  const text =
    'the gateway rotates the client secret every thirty days and logs each rotation for the auditors of the company';
  const copy = passage('copy', undefined, `${text} today`);
  const page = passage('page', undefined, text);
  const other = passage(
    'other',
    undefined,
    'rate limits count the requests of each consumer by the minute and the hour',
  );
  const legs = [leg('bm25', [copy, 5], [other, 3]), leg('dense', [page, 0.9], [other, 0.4])];

  test('fuses what says nearly the same as one', () => {
    const fused = collapseNearDuplicates(combSum({ normalise: noNormalisation }))(legs);
    expect(fused.map(({ document, score }) => [document.id, score])).toEqual([
      ['copy', 5.9],
      ['other', 3.4],
    ]);
  });

  test('is the same for legs in another order, and keeps apart what differs enough', () => {
    const fusion = collapseNearDuplicates(convexCombination());
    expect(fusion(legs.toReversed())).toEqual(fusion(legs));
    expect(collapseNearDuplicates(combSum(), { similarity: 1 })(legs)).toHaveLength(3);
    const empty = [leg('a', [passage('e1', undefined, ''), 2], [passage('e2', undefined, ''), 1])];
    expect(collapseNearDuplicates(combSum())(empty)).toHaveLength(2);
  });

  test('refuses a similarity that is none', () => {
    expect(() => collapseNearDuplicates(combSum(), { similarity: 0 })).toThrow('similarity is 0');
  });
});

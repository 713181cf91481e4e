import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { convexCombination } from './convex-combination.ts';
import { legFrom, scoresOf } from './rankings.fixture.ts';
import { reciprocalRankFusion } from './reciprocal-rank-fusion.ts';

type Scores = Readonly<Record<string, number>>;
interface Case {
  readonly name: string;
  readonly legs: { readonly dense: Scores; readonly bm25: Scores };
  readonly minMaxWeightedSum: readonly { readonly dense: number; readonly bm25: number; readonly scores: Scores }[];
  readonly reciprocalRank: readonly { readonly k: number; readonly scores: Scores }[];
}

// Made by scripts/make-ranx-fixture.py.
const fixture = new URL('../fixtures/ranx.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, 'utf8')) as { cases: readonly Case[] };

describe.each(cases)('$name', ({ legs, minMaxWeightedSum, reciprocalRank }) => {
  test.each(minMaxWeightedSum)('convex combination $dense/$bm25 is ranx wsum of min-max', (expected) => {
    const { dense, bm25, scores } = expected;
    const ranking = convexCombination()([legFrom('dense', legs.dense, dense), legFrom('bm25', legs.bm25, bm25)]);
    expectClose(scoresOf(ranking), withSingleDocument(legs.dense, scores, dense));
  });

  test.each(reciprocalRank)('reciprocal rank fusion with k $k is ranx rrf', ({ k, scores }) => {
    const ranking = reciprocalRankFusion({ k })([legFrom('dense', legs.dense), legFrom('bm25', legs.bm25)]);
    expectClose(scoresOf(ranking), scores);
  });
});

/** The one difference: ranx makes 0 of the score of a single document, here it becomes 1. */
function withSingleDocument(leg: Scores, scores: Scores, weight: number): Scores {
  const [id, ...more] = Object.keys(leg);
  return id === undefined || more.length > 0 ? scores : { ...scores, [id]: (scores[id] ?? 0) + weight };
}

function expectClose(actual: Scores, expected: Scores): void {
  expect(new Set(Object.keys(actual))).toEqual(new Set(Object.keys(expected)));
  for (const [id, score] of Object.entries(expected)) expect(actual[id], id).toBeCloseTo(score, 12);
}

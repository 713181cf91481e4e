import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type FusionSettings, fusionOf } from './fusion-settings.ts';
import { legFrom, scoresOf } from './rankings.fixture.ts';

type Scores = Readonly<Record<string, number>>;
interface Case {
  readonly name: string;
  readonly legs: readonly Scores[];
  readonly fused: readonly {
    readonly settings: FusionSettings;
    readonly weights: readonly number[];
    readonly scores: Scores;
  }[];
}

// Made by scripts/make-ranx-fixture.py.
const fixture = new URL('../fixtures/ranx.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, 'utf8')) as { cases: readonly Case[] };

describe.each(cases)('$name', ({ legs, fused }) => {
  // ranx divides by 1e-9 where no score is above 0; here it is the largest absolute value.
  const comparable = fused.filter(({ settings }) => settings.normalise !== 'max' || legs.every(hasPositive));

  test.each(comparable)('$settings of weights $weights', ({ settings, weights, scores }) => {
    const given = legs.map((leg, at) => legFrom(`leg${at}`, leg, weights[at]));
    const actual = scoresOf(fusionOf(settings)(given));
    const expected = Object.entries(scores).map(
      ([id, score]) => [id, score + ownWay(settings, legs, weights, id)] as const,
    );
    expect(new Set(Object.keys(actual))).toEqual(new Set(expected.map(([id]) => id)));
    for (const [id, score] of expected) expect(actual[id], id).toBeCloseTo(score, 9);
  });
});

/** The one difference in min-max: a single document gets 0 from ranx, here it gets 1. */
function ownWay(
  { method, normalise = method === 'weightedSum' ? 'none' : 'minMax' }: FusionSettings,
  legs: readonly Scores[],
  weights: readonly number[],
  id: string,
): number {
  if (normalise !== 'minMax' || !['convexCombination', 'weightedSum', 'combSum'].includes(method)) return 0;
  const total = method === 'convexCombination' ? weights.reduce((sum, weight) => sum + weight, 0) : 1;
  const single = legs.map((leg, at) => (Object.keys(leg).length === 1 && id in leg ? weights[at]! / total : 0));
  return single.reduce((sum, share) => sum + share, 0);
}

function hasPositive(leg: Scores): boolean {
  return Object.values(leg).some((score) => score > 0);
}

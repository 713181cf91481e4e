import {
  compareIds,
  type Evidence,
  type Fusion,
  type Leg,
  type Ranking,
  rankingOf,
  type ScoredDocument,
} from '@tsr/core';
import type { FusionSubject } from '../subject.ts';
import type { Fault } from './fault.fixture.ts';
import { naiveFusion } from './naive-fusion.fixture.ts';

function faulty(caughtBy: string, name: string, fusion: Fusion): Fault<FusionSubject> {
  return { caughtBy, subject: { name, create: () => fusion } };
}

/** The naive fusion with its results changed on their way out. */
function output(
  caughtBy: string,
  name: string,
  spoil: (ranking: Ranking, legs: readonly Leg[]) => Ranking,
): Fault<FusionSubject> {
  return faulty(caughtBy, name, (legs) => spoil(naiveFusion(legs), legs));
}

function evidence(
  caughtBy: string,
  name: string,
  change: (entry: Evidence) => readonly Evidence[],
): Fault<FusionSubject> {
  const changed = (item: ScoredDocument) => ({ ...item, evidence: (item.evidence ?? []).flatMap(change) });
  return output(caughtBy, name, (ranking) => ranking.map(changed));
}

/** The naive fusion of legs that were changed on their way in. */
function input(
  caughtBy: string,
  name: string,
  spoil: (leg: Leg, legs: readonly Leg[]) => readonly Leg[],
): Fault<FusionSubject> {
  return faulty(caughtBy, name, (legs) => naiveFusion(legs.flatMap((leg) => spoil(leg, legs))));
}

/** Calls itself a ranking of scores divided by their spread. */
function dividedBySpread(ranking: Ranking, legs: readonly Leg[]): Ranking {
  const spreads = legs.map(({ ranking: of }) => (of[0]?.score ?? 1) - (of.at(-1)?.score ?? 0));
  return ranking.map((item) => ({ ...item, score: spreads.includes(0) ? 0 / 0 : item.score }));
}

export const fusionFaults: readonly Fault<FusionSubject>[] = [
  output(
    'makes a ranking: finite scores, no id twice, best first',
    'divides by the spread of equal scores',
    dividedBySpread,
  ),
  output('makes a ranking: finite scores, no id twice, best first', 'puts the worst first', (ranking) =>
    ranking.toReversed(),
  ),
  output('makes a ranking: finite scores, no id twice, best first', 'returns a document once a leg', (ranking) =>
    ranking.flatMap((item, index) => (index === 0 ? [item, item] : [item])),
  ),
  output('orders equal scores by the UTF-8 bytes of the id', 'orders ties backwards', (ranking) =>
    ranking
      .map((item) => ({ ...item, score: Math.ceil(item.score * 100) / 100 }))
      .sort((a, b) => b.score - a.score || compareIds(b.document.id, a.document.id)),
  ),
  output(
    'returns every document of every leg, and none besides, as it was given',
    'keeps only what all legs found',
    (ranking, legs) =>
      ranking.filter(({ document }) =>
        legs.every((leg) => leg.ranking.some((item) => item.document.id === document.id)),
      ),
  ),
  output('returns every document of every leg, and none besides, as it was given', 'keeps ids only', (ranking) =>
    ranking.map((item) => ({ ...item, document: { id: item.document.id, content: '' } })),
  ),
  evidence('adds one fuse entry of evidence a leg that has the document', 'gives no evidence', (entry) =>
    entry.stage === 'fuse' ? [] : [entry],
  ),
  evidence('adds one fuse entry of evidence a leg that has the document', 'counts ranks from 0', (entry) =>
    entry.stage === 'fuse' ? [{ ...entry, rank: (entry.rank ?? 1) - 1 }] : [entry],
  ),
  evidence('gives contributions that add up to the score', 'gives contributions before weighting', (entry) =>
    entry.stage === 'fuse' ? [{ ...entry, contribution: 1 / (60 + (entry.rank ?? 0)) }] : [entry],
  ),
  evidence('keeps the evidence of earlier stages', 'loses the evidence of earlier stages', (entry) =>
    entry.stage === 'fuse' ? [entry] : [],
  ),
  input('is indifferent to the order of the legs', 'trusts the first leg more', (leg, legs) => [
    { ...leg, weight: (leg.weight ?? 1) * (leg === legs[0] ? 1.5 : 1) },
  ]),
  output('is indifferent to the order of the legs', 'adds in the order of the legs', (ranking, legs) =>
    rankingOf(ranking.map((item) => ({ ...item, score: legs.reduce((sum, leg) => sum + rest(leg, item), 0) }))),
  ),
  faulty(
    'is pure: it writes to no leg, and gives the same for the same legs',
    'sorts the rankings of its legs',
    (legs) => {
      for (const { ranking } of legs) (ranking as ScoredDocument[]).sort((a, b) => b.score - a.score);
      return naiveFusion(legs);
    },
  ),
  {
    caughtBy: 'is pure: it writes to no leg, and gives the same for the same legs',
    subject: { name: 'weighs more with every call', create: weighingMore },
  },
  faulty('keeps the order of a single leg', 'gives a single leg back by id', (legs) =>
    legs.length === 1 ? rankingOf(naiveFusion(legs).map((item) => ({ ...item, score: 1 }))) : naiveFusion(legs),
  ),
  faulty('gives nothing for no legs, and for legs that found nothing', 'fails on no legs', (legs) => {
    if (legs.every(({ ranking }) => ranking.length === 0)) throw new Error('no maximum of nothing');
    return naiveFusion(legs);
  }),
  input('treats a leg of weight 0 as one that is off', 'takes weight 0 for 1', (leg) => [
    { ...leg, weight: leg.weight || 1 },
  ]),
  faulty('counts a heavier leg for more', 'ignores weights', (legs) => {
    naiveFusion(legs);
    return naiveFusion(legs.flatMap(({ weight = 1, ...leg }) => (weight === 0 ? [] : [leg])));
  }),
  input(
    'refuses legs of the same name, and weights that are negative or not finite',
    'renames legs of the same name',
    (leg, legs) => [
      {
        ...leg,
        name: `${leg.name}${legs.filter(({ name }) => name === leg.name).length > 1 ? legs.indexOf(leg) : ''}`,
      },
    ],
  ),
  input(
    'refuses legs of the same name, and weights that are negative or not finite',
    'takes a negative weight for 0',
    (leg) => [{ ...leg, weight: Math.max(0, leg.weight ?? 1) }],
  ),
];

/** What one leg adds, in a way that rounds. */
function rest({ ranking, weight = 1 }: Leg, { document }: ScoredDocument): number {
  const index = ranking.findIndex((item) => item.document.id === document.id);
  return index === -1 ? 0 : weight / (60 + index + 1);
}

function weighingMore(): Fusion {
  let calls = 0;
  return (legs) => {
    calls += 1;
    return naiveFusion(legs.map((leg) => ({ ...leg, weight: (leg.weight ?? 1) * calls })));
  };
}

import { type Evidence, type Ranking, rankingOf, type ScoredDocument, withEvidence } from '@tsr/core';
import type { CheckedLeg } from './checked-legs.ts';
import { type WeightedSum, weightedSums } from './weighted-sum.ts';

/** What a fusion makes of one leg: its weight in the sum, and a score for each document, in order. */
export interface LegScores {
  readonly weight: number;
  readonly scores: readonly number[];
}

/** The ranking of the weighted sums, with one `fuse` entry of evidence per leg that has the document. */
export function fuseLegs(legs: readonly CheckedLeg[], scoresOf: (leg: CheckedLeg) => LegScores): Ranking {
  const items = itemsById(legs);
  const lists = legs.map((leg) => ({ ids: leg.ranking.map(({ document }) => document.id), ...scoresOf(leg) }));
  const sums = weightedSums(lists);
  return rankingOf([...items].map(([id, found]) => fusedItem(legs, found, sums.get(id) as WeightedSum)));
}

function itemsById(legs: readonly CheckedLeg[]): ReadonlyMap<string, readonly ScoredDocument[]> {
  const items = new Map<string, ScoredDocument[]>();
  for (const item of legs.flatMap(({ ranking }) => ranking)) {
    const earlier = items.get(item.document.id);
    if (earlier) earlier.push(item);
    else items.set(item.document.id, [item]);
  }
  return items;
}

function fusedItem(
  legs: readonly CheckedLeg[],
  found: readonly ScoredDocument[],
  { total, terms }: WeightedSum,
): ScoredDocument {
  const [{ document }] = found as readonly [ScoredDocument];
  const earlier = found.flatMap(({ evidence = [] }) => evidence).map(withoutContribution);
  const fused = terms.map(({ list, weight, score, contribution }): Evidence => {
    const { name } = legs[list] as CheckedLeg;
    return { stage: 'fuse', component: name, score, contribution, details: { weight } };
  });
  return withEvidence({ document, score: total, evidence: earlier }, ...fused);
}

/** A leg that is a hybrid itself brings shares of its own score: they are not part of the new one. */
function withoutContribution(entry: Evidence): Evidence {
  if (entry.stage !== 'fuse') return entry;
  const { contribution: _, ...rest } = entry;
  return rest;
}

import {
  type Evidence,
  type Fusion,
  invalidArgument,
  type Leg,
  outOfRange,
  rankingOf,
  type ScoredDocument,
} from '@tsr/core';

/** Weighted reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009), one document after the other. */
export const naiveFusion: Fusion = (legs) => {
  checkLegs(legs);
  const ordered = legs.filter(({ weight = 1 }) => weight > 0).sort((a, b) => (a.name < b.name ? -1 : 1));
  const ids = new Set(ordered.flatMap(({ ranking }) => ranking.map(({ document }) => document.id)));
  return rankingOf([...ids].map((id) => fused(id, ordered)));
};

function fused(id: string, legs: readonly Leg[]): ScoredDocument {
  const found = legs.flatMap(({ name, ranking, weight = 1 }) => {
    const index = ranking.findIndex(({ document }) => document.id === id);
    const item = ranking[index];
    return item ? [{ name, item, rank: index + 1, contribution: weight / (60 + index + 1) }] : [];
  });
  const score = found.reduce((sum, { contribution }) => sum + contribution, 0);
  const entries = found.map(({ name, item, rank, contribution }): Evidence => {
    return { stage: 'fuse', component: name, rank, score: item.score, contribution };
  });
  const evidence = [...found.flatMap(({ item }) => item.evidence ?? []), ...entries];
  return { document: (found[0] as { item: ScoredDocument }).item.document, score, evidence };
}

function checkLegs(legs: readonly Leg[]): void {
  const names = new Set(legs.map(({ name }) => name));
  if (names.size !== legs.length) throw invalidArgument('naive-fusion: two legs have the same name; rename one');
  for (const { name, weight = 1 } of legs) {
    const fact = `naive-fusion: weight of ${name} is ${weight}`;
    if (!Number.isFinite(weight) || weight < 0) throw outOfRange(`${fact}; pass a finite number, 0 or above`);
  }
}

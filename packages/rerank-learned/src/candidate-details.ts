import { featureOf } from './features/feature-set.ts';
import type { Ranker } from './ranker/read-ranker.ts';

/** Numbers by name, for the evidence. */
export type CandidateDetails = (row: Float32Array, share: number) => Readonly<Record<string, number>>;

/**
 * What made a score, for the evidence: each feature as it was seen, where it is known, and what all of its forms add
 * (`.part`). `base.part`, `blend.part` (of the first stage's share) and those of the features add up to `logit`.
 */
export function createCandidateDetails(ranker: Ranker): CandidateDetails {
  const names = ranker.featureSet.columns;
  const features = [...new Set(names.map(featureOf))].map((name) => ({
    name,
    part: `${name}.part`,
    column: names.indexOf(name),
  }));
  const featureAt = Int32Array.from(names, (name) => features.findIndex((feature) => feature.name === featureOf(name)));
  const added = new Float64Array(features.length);
  return (row, share) => {
    const { base, columns: parts } = ranker.contributions(row);
    const blend = ranker.firstStageWeight * share;
    const logit = parts.reduce((sum, part) => sum + part, base + blend);
    added.fill(0);
    for (let column = 0; column < parts.length; column++) added[featureAt[column]!]! += parts[column]!;
    const details: Record<string, number> = { logit, 'base.part': base, 'blend.part': blend };
    for (const [index, { name, part, column }] of features.entries()) {
      if (column >= 0 && !Number.isNaN(row[column]!)) details[name] = row[column]!;
      details[part] = added[index]!;
    }
    return details;
  };
}

import { featureOf } from './features/feature-set.ts';
import type { Ranker } from './ranker/read-ranker.ts';

/** Numbers by name, for the evidence. */
export type CandidateDetails = (row: Float32Array, share: number) => Readonly<Record<string, number>>;

/**
 * What made a score, for the evidence: each feature as it was seen, where it is known, and what all of its forms add
 * (`.part`). `base.part`, `blend.part` (of the first stage's share) and those of the features add up to `logit`.
 */
export function createCandidateDetails(ranker: Ranker): CandidateDetails {
  const columns = ranker.featureSet.columns.map((name) => {
    const feature = featureOf(name);
    return { name, part: `${feature}.part`, isSeen: feature === name };
  });
  return (row, share) => {
    const { base, columns: parts } = ranker.contributions(row);
    const blend = ranker.firstStageWeight * share;
    const logit = parts.reduce((sum, part) => sum + part, base + blend);
    const details: Record<string, number> = { logit, 'base.part': base, 'blend.part': blend };
    for (const [column, { name, part, isSeen }] of columns.entries()) {
      if (isSeen && !Number.isNaN(row[column]!)) details[name] = row[column]!;
      details[part] = (details[part] ?? 0) + parts[column]!;
    }
    return details;
  };
}

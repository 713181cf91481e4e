import type { Ranker } from './ranker/read-ranker.ts';

/**
 * What made a score, for the evidence: each feature as it was seen, where it is known, and what all of its forms add
 * (`.part`). `base`, `blend` (the first stage's share) and the parts add up to `logit`.
 */
export function candidateDetails(ranker: Ranker, row: Float32Array, share: number): Readonly<Record<string, number>> {
  const { base, columns } = ranker.contributions(row);
  const blend = ranker.firstStageWeight * share;
  const logit = columns.reduce((sum, part) => sum + part, base + blend);
  const details: Record<string, number> = { logit, base, blend };
  for (const [column, name] of ranker.featureSet.columns.entries()) {
    const feature = name.replace(/\.(z|rank)$/, '');
    if (feature === name && !Number.isNaN(row[column]!)) details[name] = row[column]!;
    const part = `${feature}.part`;
    details[part] = (details[part] ?? 0) + columns[column]!;
  }
  return details;
}

import type { Reranker } from '@tsr/core';

/** A document and the score that a stage gave it. */
export interface RecordedItem {
  readonly id: string;
  readonly score: number;
}

/** What the stages of one search found, deep enough to say what other settings would have done. Plain data. */
export interface SearchRecord {
  /** What each leg of the first stage found, best first; the first stage itself where it has no legs. */
  readonly legs: Readonly<Record<string, readonly RecordedItem[]>>;
  /** What the first stage gave to the second, best first: at most N. */
  readonly candidates: readonly RecordedItem[];
  /** The final order by N: of a second stage of scope `list` for each N that was searched, else for the largest. */
  readonly finals: readonly FinalOrder[];
  /** Absent where no second stage was asked. */
  readonly secondStage?: RecordedSecondStage;
}

export interface FinalOrder {
  /** How many candidates the second stage was given, at most. */
  readonly n: number;
  /** Ids of the results, best first. */
  readonly ids: readonly string[];
  /** Milliseconds that the second stage took. */
  readonly secondStageMs: number;
}

export interface RecordedSecondStage {
  readonly name: string;
  readonly scope: Reranker['scope'];
  /** Why it did not do all of its work; absent where it did. */
  readonly degraded?: string;
}

/** The final order for the largest N that was searched. */
export function deepestFinal({ finals }: SearchRecord): FinalOrder {
  return finals.reduce((deepest, final) => (final.n > deepest.n ? final : deepest));
}

/** The final order for at most `n` candidates; undefined where it is not known. */
export function finalAt(record: SearchRecord, n: number): FinalOrder | undefined {
  const known = record.finals.find((final) => final.n === n);
  if (known || record.secondStage?.scope === 'list') return known;
  const deeper = record.finals.find((final) => final.n > n);
  if (!deeper) return undefined;
  const kept = new Set(record.candidates.slice(0, n).map(({ id }) => id));
  const share = Math.min(1, kept.size / Math.max(1, record.candidates.length));
  // A pair's score does not depend on its neighbours: fewer candidates are the same order without the others.
  return { n, ids: deeper.ids.filter((id) => kept.has(id)), secondStageMs: deeper.secondStageMs * share };
}

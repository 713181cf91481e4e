import { checkCount, type Ranking, type ScoredDocument } from '@tsr/core';

/** Passages of one parent document among results. */
export interface SourceGroup {
  /** `source.id` of its passages; the id of a document that was cut from nothing. */
  readonly id: string;
  /** Best first: at most `max`. */
  readonly results: readonly ScoredDocument[];
  /** How many more of its passages were among the results. */
  readonly more: number;
}

export interface GroupOptions {
  /** Passages kept of each parent. @default 1 */
  readonly max?: number | undefined;
}

/**
 * Results by parent document, in the order of each one's best passage: so that one long document does not fill the page.
 * `groupBySource(results).flatMap(({ results }) => results)` is a list with one passage a document.
 *
 * @throws RangeError (`TSR_INVALID_ARGUMENT`) for a max that is no positive integer.
 */
export function groupBySource(results: Ranking, { max = 1 }: GroupOptions = {}): readonly SourceGroup[] {
  checkCount('groupBySource', 'max', max);
  const groups = new Map<string, ScoredDocument[]>();
  for (const result of results) {
    const id = result.document.source?.id ?? result.document.id;
    const group = groups.get(id);
    if (group) group.push(result);
    else groups.set(id, [result]);
  }
  return Array.from(groups, ([id, all]) => ({
    id,
    results: all.slice(0, max),
    more: Math.max(0, all.length - max),
  }));
}

import { type CandidatePool, createCandidatePool, type ScoredLabel } from './candidate-pool.ts';
import { BLOCK } from './code-rows.ts';
import { createHighest } from './highest.ts';
import type { StoreQuery, VectorStore } from './vector-store.ts';

/** Order of labels with equal scores, as `sort` wants it. */
export type TieBreak = (labelA: number, labelB: number) => number;

export interface BestOptions {
  readonly query: StoreQuery;
  readonly k: number;
  readonly tieBreak: TieBreak;
}

/** The `k` of all shown labels with the highest scores, best first, of those that `accepts` lets through. Exact. */
export function bestOfAll(
  { end }: Pick<VectorStore, 'end'>,
  options: BestOptions,
  accepts?: (label: number) => boolean,
): readonly ScoredLabel[] {
  const { query, k } = options;
  const pool = createCandidatePool(k, query.slack);
  for (let first = 0; first < end; first += BLOCK) {
    const count = Math.min(BLOCK, end - first);
    pool.offerRange(query.scan(first, count), count, first, accepts);
  }
  return inOrder(pool, options);
}

/** The `k` of these labels with the highest scores, best first; those that are not shown are left out. Exact. */
export function bestOf(labels: Uint32Array, options: BestOptions): readonly ScoredLabel[] {
  const { query, k } = options;
  const pool = createCandidatePool(k, query.slack);
  for (let first = 0; first < labels.length; first += BLOCK) {
    const block = labels.subarray(first, first + BLOCK);
    pool.offer(query.gather(block, block.length), block.length, block);
  }
  return inOrder(pool, options);
}

function inOrder(pool: CandidatePool, { query, k, tieBreak }: BestOptions): readonly ScoredLabel[] {
  const candidates = pool.take().sort((a, b) => b.score - a.score);
  const scored = query.exact ? exactScores(candidates, query.exact, query.slack, k) : candidates;
  return scored.sort((a, b) => b.score - a.score || tieBreak(a.label, b.label)).slice(0, k);
}

/** Of those candidates, highest first, that can be among the `k` best. */
function exactScores(
  candidates: readonly ScoredLabel[],
  exact: (label: number) => number,
  slack: number,
  k: number,
): ScoredLabel[] {
  const best = createHighest(k);
  const scored: ScoredLabel[] = [];
  let bar = Number.NEGATIVE_INFINITY;
  for (const { label, score } of candidates) {
    if (score + slack < bar) break;
    scored.push({ label, score: exact(label) });
    bar = best.offer(scored[scored.length - 1]?.score as number);
  }
  return scored;
}

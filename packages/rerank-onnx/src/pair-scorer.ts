import { type CheckedRerankOptions, passageText, type Ranking } from '@tsr/core';
import type { InferencePool } from '@tsr/onnx';
import type { CallBudget } from './call-budget.ts';
import { pairKeys, type ScoreSettings } from './pair-key.ts';
import { type PairScore, pairScore } from './pair-score.ts';
import type { ScoreCache } from './score-cache.ts';
import { type ScoredInOrder, scoreInOrder } from './score-in-order.ts';

export interface PairScorerOptions {
  readonly pool: InferencePool;
  readonly settings: ScoreSettings;
  readonly limits: CallBudget;
  readonly cache: ScoreCache | undefined;
}

/** What one call came to. */
export interface ScoredPairs extends ScoredInOrder<PairScore> {
  /** Milliseconds that its first run waited for a thread; absent where nothing was run. */
  readonly queueMs?: number;
}

/** Scores of the first candidates, as many as there is time and budget for. */
export type PairScorer = (query: string, candidates: Ranking, options: CheckedRerankOptions) => Promise<ScoredPairs>;

/** Looks pairs up in the cache, and runs the model on the others. */
export function pairScorer({ pool, settings, limits, cache }: PairScorerOptions): PairScorer {
  const { budget, reading, label } = settings;
  return async (query, candidates, { signal, deadline }) => {
    const keyOf = pairKeys(settings, query);
    let queueMs: number | undefined;
    const onStart = (waited: number): void => {
      queueMs ??= waited;
    };

    async function score(passage: string, key: string): Promise<PairScore | undefined> {
      const output = await pool.run({ query, passage, budget, reading }, { signal, deadline, onStart });
      if (output === undefined) return undefined;
      const score = pairScore(output, label);
      cache?.set(key, score);
      return score;
    }
    const passages = candidates.slice(0, limits.maxPairs).map(({ document }) => document);
    const scored: ScoredInOrder<PairScore> = await scoreInOrder(passages, {
      lanes: pool.workers,
      deadline,
      signal,
      budget: limits.maxTokens,
      costOf: ({ tokens }) => tokens,
      keyOf: (document) => keyOf(passageText(document)),
      known: (key) => cache?.get(key),
      score: (document, key) => score(passageText(document), key),
    });
    return queueMs === undefined ? scored : { ...scored, queueMs };
  };
}

/** For a trace. `tokens` are those that the scores stand for, whether they were read now or earlier. */
export function notesOf({ scores, lookups, hits, repeats, queueMs }: ScoredPairs): Record<string, number> {
  return {
    pairs: scores.length,
    tokens: scores.reduce((sum, { tokens }) => sum + tokens, 0),
    truncated: scores.filter(({ truncated }) => truncated).length,
    repeats,
    cacheHits: hits,
    cacheMisses: lookups - hits,
    cacheHitRate: lookups === 0 ? 0 : hits / lookups,
    ...(queueMs !== undefined && { queueMs }),
  };
}

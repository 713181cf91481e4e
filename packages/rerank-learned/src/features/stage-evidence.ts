import type { Ranking, ScoredDocument } from '@tsr/core';
import { firstStageShares } from './first-stage-shares.ts';

/** What the first stage said of a candidate; NaN where it said nothing. */
export interface StageEvidence {
  /** Its score, between the lowest (0) and the highest (1) of the list. */
  readonly share: number;
  /** From 1. */
  readonly rank: number;
  /** Of the lexical leg: score over the highest of the list, and rank in the leg. */
  readonly lexical: number;
  readonly lexicalRank: number;
  /** Of the dense leg: its score, and rank in the leg. */
  readonly dense: number;
  readonly denseRank: number;
}

/** Names of the legs, as they are in the evidence. */
export interface LegNames {
  readonly lexical: string;
  readonly dense: string;
}

export const NO_EVIDENCE: StageEvidence = {
  share: Number.NaN,
  rank: Number.NaN,
  lexical: Number.NaN,
  lexicalRank: Number.NaN,
  dense: Number.NaN,
  denseRank: Number.NaN,
};

export function stageEvidence(candidates: Ranking, legs: LegNames): readonly StageEvidence[] {
  const shares = firstStageShares(candidates);
  const lexical = candidates.map((candidate) => legOf(candidate, legs.lexical));
  const highest = Math.max(0, ...lexical.map(({ score }) => score).filter(Number.isFinite));
  return candidates.map((candidate, index) => {
    const { score, rank } = lexical[index] as LegEvidence;
    const dense = legOf(candidate, legs.dense);
    return {
      share: shares[index] as number,
      rank: index + 1,
      lexical: highest === 0 ? Number.NaN : score / highest,
      lexicalRank: rank,
      dense: dense.score,
      denseRank: dense.rank,
    };
  });
}

interface LegEvidence {
  readonly score: number;
  readonly rank: number;
}

function legOf({ evidence = [] }: ScoredDocument, name: string): LegEvidence {
  const found = evidence.find(({ stage, component }) => stage === 'retrieve' && component === name);
  return { score: found?.score ?? Number.NaN, rank: found?.rank ?? Number.NaN };
}

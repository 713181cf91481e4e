import type { Degradation, Document, Evidence, Metadata, ScoredDocument, StageEvent } from './contracts.ts';
import type { SecondStageSkip } from './second-stage-skip.ts';

/** One of the final results: the document, and what each stage said of it. */
export interface RetrievalResult {
  readonly id: string;
  readonly content: string;
  readonly title?: string;
  /** Empty where the document has none. */
  readonly metadata: Metadata;
  readonly source?: Document['source'];
  readonly firstStageScore: number;
  /** Rank that the first stage gave, from 1. */
  readonly firstStageRank: number;
  /**
   * Absent where there was no second stage, or where it did not score this document. Of a cascade, the score of its
   * last part: the others are in the evidence.
   */
  readonly secondStageScore?: number;
  /** Final rank, from 1; an offset counts. */
  readonly rank: number;
  readonly evidence: readonly Evidence[];
}

/** What `retrieve` resolves to. */
export interface RetrievalOutcome {
  readonly results: readonly RetrievalResult[];
  /** The last stage that did not do all of its work. Each of them is in `warnings` too. */
  readonly degraded?: Degradation;
  /** Why a second stage that is there was not asked. */
  readonly secondStageSkipped?: SecondStageSkip;
  /** Facts that a caller would want to know, one sentence each. */
  readonly warnings: readonly string[];
  /** Milliseconds. */
  readonly timings: { readonly totalMs: number; readonly firstStageMs: number; readonly secondStageMs?: number };
  readonly traceId: string;
}

/** What `explain` resolves to: the outcome and every event of every stage. */
export interface ExplainedOutcome extends RetrievalOutcome {
  readonly trace: readonly StageEvent[];
}

/** A candidate on its way through the two stages. */
export interface Candidate {
  readonly firstStageScore: number;
  readonly firstStageRank: number;
  readonly secondStageScore?: number;
  /** With the score, tier and evidence of the last stage. */
  readonly item: ScoredDocument;
}

export function resultOf(candidate: Candidate, rank: number): RetrievalResult {
  const { item, ...stages } = candidate;
  const { id, content, title, metadata = {}, source } = item.document;
  return {
    id,
    content,
    ...(title === undefined ? {} : { title }),
    metadata,
    ...(source === undefined ? {} : { source }),
    ...stages,
    rank,
    evidence: item.evidence ?? [],
  };
}

import { type CandidateScore, TsrError } from '@tsr/core';
import type { ModelOutput } from '@tsr/onnx';

/** What a model said of one query and passage. Plain data. */
export interface PairScore {
  /** Of the best window. */
  readonly logit: number;
  /** Windows that were read. */
  readonly windows: number;
  /** The best of them, from 1. */
  readonly window: number;
  /** Tokens of all windows, the query and separators of each included. */
  readonly tokens: number;
  /** Whether some of the query or the passage was not read. */
  readonly truncated: boolean;
}

/**
 * The highest logit of the label among the windows, the first of equals.
 * @throws TsrError `TSR_ENGINE_FAILURE` if one is not finite.
 */
export function pairScore({ values, runs, tokens, truncated }: ModelOutput, label: number): PairScore {
  const labels = values.length / runs;
  const logits = Array.from({ length: runs }, (_, run) => values[run * labels + label]!);
  const odd = logits.find((logit) => !Number.isFinite(logit));
  if (odd !== undefined)
    throw new TsrError('TSR_ENGINE_FAILURE', `rerank-onnx: the model's logit is ${odd}; its weights are broken`);
  const logit = Math.max(...logits);
  return { logit, windows: runs, window: logits.indexOf(logit) + 1, tokens, truncated };
}

/** With the logit in the evidence, and for display its sigmoid, 0 to 1. */
export function candidateScore({ logit, windows, window }: PairScore, index: number): CandidateScore {
  const sigmoid = 1 / (1 + Math.exp(-logit));
  return { index, score: logit, details: { logit, sigmoid, ...(windows > 1 && { windows, window }) } };
}

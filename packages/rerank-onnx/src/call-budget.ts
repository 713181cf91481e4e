import { checkCount, outOfRange } from '@tsr/core';
import type { PairBudget, PassageReading } from '@tsr/onnx';
import type { CrossEncoderOptions } from './cross-encoder-options.ts';

/** How much one call may score. */
export interface CallBudget {
  readonly maxPairs: number;
  readonly maxTokens: number;
}

/** The budget that was asked for, with room for at least one candidate. */
export function callBudget(
  { maxPairs, maxTokensPerCall }: CrossEncoderOptions,
  { maxTokens }: PairBudget,
  reading: PassageReading,
): CallBudget {
  const least = reading.kind === 'windows' ? maxTokens * reading.most : maxTokens;
  if (maxPairs !== undefined) checkCount('rerank-onnx', 'maxPairs', maxPairs);
  if (maxTokensPerCall !== undefined) checkCount('rerank-onnx', 'maxTokensPerCall', maxTokensPerCall);
  if (maxTokensPerCall !== undefined && maxTokensPerCall < least)
    throw outOfRange(
      `rerank-onnx: maxTokensPerCall is ${maxTokensPerCall}, one passage may need ${least}; pass ${least} or more`,
    );
  return { maxPairs: maxPairs ?? Number.POSITIVE_INFINITY, maxTokens: maxTokensPerCall ?? Number.POSITIVE_INFINITY };
}

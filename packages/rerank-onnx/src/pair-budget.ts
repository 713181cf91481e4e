import { outOfRange } from '@tsr/core';
import type { PairBudget, ResolvedModel } from '@tsr/onnx';

const DEFAULT_TOKENS = 512;
const DEFAULT_QUERY_TOKENS = 64;

/** The budget that was asked for, within what the model can read. */
export function pairBudget(
  { name, config }: ResolvedModel,
  maxTokens: number = Math.min(DEFAULT_TOKENS, config.maxTokens ?? DEFAULT_TOKENS),
  maxQueryTokens: number = Math.min(DEFAULT_QUERY_TOKENS, Math.floor(maxTokens / 2)),
): PairBudget {
  const limit = config.maxTokens ?? Number.POSITIVE_INFINITY;
  if (maxTokens <= limit) return { maxTokens, maxQueryTokens };
  throw outOfRange(`rerank-onnx: maxTokens is ${maxTokens}, ${name} reads ${limit} at most; pass ${limit} or less`);
}

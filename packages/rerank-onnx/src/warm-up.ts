import type { InferencePool, ModelOutput, PairBudget } from '@tsr/onnx';

// Shares of the longest pair. The longest makes a thread take the memory that it will need.
const SHARES = [1 / 2, 1 / 4, 1 / 8, 1 / 16];
const LEAST_TOKENS = 8;

/**
 * Runs pairs of several lengths in each thread, so that none pays for its first ones during a query, and each knows how
 * long a pair takes. Gives back an output.
 */
export async function warmUp(pool: InferencePool, budget: PairBudget): Promise<ModelOutput> {
  const shorter = SHARES.map((share) => {
    const tokens = Math.max(LEAST_TOKENS, Math.round(budget.maxTokens * share));
    return { maxTokens: Math.min(tokens, budget.maxTokens), maxQueryTokens: 1 };
  });
  const output = await runInEach(pool, budget);
  for (const lengths of shorter) await runInEach(pool, lengths);
  return output;
}

/** As many at once as there are threads: each gets one. */
async function runInEach(pool: InferencePool, budget: PairBudget): Promise<ModelOutput> {
  const pair = { query: 'a', passage: 'a '.repeat(budget.maxTokens), budget };
  const outputs = await Promise.all(Array.from({ length: pool.workers }, () => pool.run(pair)));
  return outputs[0]!;
}

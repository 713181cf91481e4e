import { type Disposable, defineReranker, type Reranker, TsrError } from '@tsr/core';
import { createInferencePool, defaultWorkers, type InferencePool, resolveModel } from '@tsr/onnx';
import { callBudget } from './call-budget.ts';
import { chosenLabel } from './chosen-label.ts';
import type { CrossEncoderOptions } from './cross-encoder-options.ts';
import { pairBudget } from './pair-budget.ts';
import type { ScoreSettings } from './pair-key.ts';
import { candidateScore, pairScore } from './pair-score.ts';
import { notesOf, pairScorer } from './pair-scorer.ts';
import { passageReading } from './passage-reading.ts';
import { createScoreCache } from './score-cache.ts';
import { warmUp } from './warm-up.ts';

export interface CrossEncoder extends Reranker, Disposable {
  readonly scope: 'pair';
  /** Names the weights and the tokenizer with its settings: equal fingerprints and budgets give equal scores on one type of machine. */
  readonly fingerprint: string;
  /** Type of most of the weights: `fp32`, `int8`, … */
  readonly dtype: string;
  /** Size of the model's weights: each worker holds them once. */
  readonly bytes: number;
  /** Threads that it computes in. */
  readonly workers: number;
}

/**
 * A reranker that reads query and passage together with a cross-encoder in ONNX (Nogueira and Cho, "Passage
 * Re-ranking with BERT", 2019). The score is the model's logit, raw: any finite number, higher is better.
 *
 * Each pair is run by itself and unpadded, in a worker thread, so that its score never depends on its neighbours and
 * the event loop stays free.
 * @throws TsrError `TSR_MODEL_NOT_FOUND`, `TSR_MODEL_INVALID`, `TSR_MISSING_DEPENDENCY`
 */
export async function createCrossEncoder(options: CrossEncoderOptions): Promise<CrossEncoder> {
  const model = await resolveModel(options);
  const { workers = defaultWorkers(), name = model.name, scoreCache = createScoreCache() } = options;
  const budget = pairBudget(model, options.maxTokens, options.maxQueryTokens);
  const reading = passageReading(options);
  const limits = callBudget(options, budget, reading);
  const pool = await createInferencePool({ ...engineOf(options), model, output: 'logits', workers });
  const label = await openedLabel(pool, options, { model, budget });
  const settings: ScoreSettings = { model, pool, budget, reading, label };
  const scorePairs = pairScorer({ pool, settings, limits, cache: scoreCache || undefined });
  const { fingerprint, bytes } = model;
  const { dtype } = pool;

  const { rerank } = defineReranker({
    name,
    scope: 'pair',
    async rerank({ text }, candidates, call) {
      const scored = await scorePairs(text, candidates, call);
      const { name: provider } = pool.provider;
      call.trace?.note({ model: model.name, fingerprint, dtype, provider, ...notesOf(scored) });
      return scored.scores.map(candidateScore);
    },
  });
  return { name, scope: 'pair', fingerprint, dtype, bytes, workers, ...disposable(rerank, pool) };
}

function engineOf({ provider, maxHeapMb }: CrossEncoderOptions): Pick<CrossEncoderOptions, 'provider' | 'maxHeapMb'> {
  return { ...(provider !== undefined && { provider }), ...(maxHeapMb !== undefined && { maxHeapMb }) };
}

/** Scores from the cache are not given out either, once the model is gone. */
function disposable(rerank: Reranker['rerank'], pool: InferencePool): Pick<CrossEncoder, 'rerank' | 'dispose'> {
  let disposed = false;
  return {
    async rerank(...call) {
      if (disposed) throw new TsrError('TSR_DISPOSED', 'rerank-onnx: the model was disposed of; open it again');
      return rerank(...call);
    },
    dispose() {
      disposed = true;
      return pool.dispose();
    },
  };
}

/** Warms the pool up: settings and model are found wrong here, not at the first query. */
async function openedLabel(
  pool: InferencePool,
  { label }: CrossEncoderOptions,
  { model, budget }: Pick<ScoreSettings, 'model' | 'budget'>,
): Promise<number> {
  try {
    const output = await warmUp(pool, budget);
    const chosen = chosenLabel(model, output.values.length, label);
    pairScore(output, chosen);
    return chosen;
  } catch (error) {
    await pool.dispose();
    throw error;
  }
}

import { type CandidateScore, type Disposable, defineReranker, passageText, type Reranker, TsrError } from '@tsr/core';
import {
  createInferencePool,
  defaultWorkers,
  type InferencePool,
  type ModelOutput,
  type PairInput,
  type ResolveModelOptions,
  resolveModel,
} from '@tsr/onnx';
import { pairBudget } from './pair-budget.ts';
import { scoreInOrder } from './score-in-order.ts';

export interface CrossEncoderOptions extends ResolveModelOptions {
  /** Threads, each with its own copy of the model. @default 2, or 1 on a machine with one core */
  readonly workers?: number;
  /** Tokens of query and passage together, separators included. @default 512, or the model's limit where lower */
  readonly maxTokens?: number;
  /** Tokens that the query may take of them. @default 64, or half of maxTokens where lower */
  readonly maxQueryTokens?: number;
  /** Name in evidence and traces. @default the model's id, or its folder's name */
  readonly name?: string;
}

export interface CrossEncoder extends Reranker, Disposable {
  readonly scope: 'pair';
  /** Names the weights and the tokenizer with its settings: equal fingerprints and budgets give equal scores on one type of machine. */
  readonly fingerprint: string;
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
  const { workers = defaultWorkers(), name = model.name } = options;
  const budget = pairBudget(model, options.maxTokens, options.maxQueryTokens);
  const pool = await createInferencePool({ model, output: 'logits', workers });
  await checkPool(pool, model.name, { query: 'query', passage: 'passage', budget });

  const reranker = defineReranker({
    name,
    scope: 'pair',
    async rerank({ text }, candidates, { signal, deadline, trace }) {
      const outputs = await scoreInOrder(candidates, {
        lanes: pool.workers,
        deadline,
        score: ({ document }) =>
          pool.run({ query: text, passage: passageText(document), budget }, { signal, deadline }),
      });
      trace?.note({ model: model.name, fingerprint: model.fingerprint, ...tally(outputs) });
      return outputs.map(candidateScore);
    },
  });
  const { fingerprint, bytes } = model;
  return { ...reranker, scope: 'pair', fingerprint, bytes, workers, dispose: pool.dispose };
}

/** Runs one pair: settings and model are found wrong here, not at the first query. */
async function checkPool(pool: InferencePool, model: string, pair: PairInput): Promise<void> {
  try {
    const logits = (await pool.run(pair))?.values.length;
    if (logits === 1) return;
    throw new TsrError(
      'TSR_MODEL_INVALID',
      `rerank-onnx: ${model} gives ${logits} logits per pair, a ranker one; use a cross-encoder with one label`,
    );
  } catch (error) {
    await pool.dispose();
    throw error;
  }
}

function candidateScore({ values }: ModelOutput, index: number): CandidateScore {
  const logit = values[0]!;
  return { index, score: logit, details: { logit } };
}

function tally(outputs: readonly ModelOutput[]): { pairs: number; tokens: number; truncated: number } {
  const truncated = outputs.filter((output) => output.truncated).length;
  return { pairs: outputs.length, tokens: outputs.reduce((sum, { tokens }) => sum + tokens, 0), truncated };
}

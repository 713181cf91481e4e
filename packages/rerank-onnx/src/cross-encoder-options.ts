import type { ResolveModelOptions } from '@tsr/onnx';
import type { ScoreCache } from './score-cache.ts';

export interface CrossEncoderOptions extends ResolveModelOptions {
  /** Threads, each with its own copy of the model. @default 2, or 1 on a machine with one core */
  readonly workers?: number;
  /** Tokens of query and passage together, separators included. @default 512, or the model's limit where lower */
  readonly maxTokens?: number;
  /** Tokens that the query may take of them. @default 64, or half of maxTokens where lower */
  readonly maxQueryTokens?: number;
  /**
   * What is read of a passage that does not fit into maxTokens:
   * - `'windows'`: one window after the other, and the best counts (MaxP of Dai and Callan, "Deeper Text Understanding
   *   for IR with Contextual Neural Language Modeling", 2019);
   * - `'first'`: its start;
   * - `'span'`: the whole sentences that have most of the query, `spanTokens` at most, of shorter passages too. They are
   *   chosen by words, before the model runs, from the first 32,768 characters.
   * @default 'windows'
   */
  readonly passages?: PassageMode;
  /** Tokens that a window shares with the one before it, at most half of it. @default 64 */
  readonly windowOverlap?: number;
  /** Windows that are read of a passage at most; what lies behind them is not. @default 4 */
  readonly maxWindows?: number;
  /** Tokens of a span, of the passage alone. @default 96 */
  readonly spanTokens?: number;
  /** Candidates that a call scores at most: the first. The others are left unscored. @default all */
  readonly maxPairs?: number;
  /**
   * Tokens that the scores of a call may stand for: the first candidates that stay within are scored, whether their scores
   * are in the cache or not. At least what one candidate may need. @default no limit
   */
  readonly maxTokensPerCall?: number;
  /**
   * The label whose logit is the score, for models with several: its index, or its name under `id2label` in config.json.
   * @default the only one
   */
  readonly label?: number | string;
  /** Where scores are kept; false keeps none. @default a new one, of 10,000 scores */
  readonly scoreCache?: ScoreCache | false;
  /** JavaScript heap of each thread, without the model: a passage that needs more fails alone. @default 1024 */
  readonly maxHeapMb?: number;
  /** What to compute with, by name: `cpu`, `cuda`, `wasm`, …. @default the best that works here */
  readonly provider?: string;
  /** Name in evidence and traces. @default the model's id, or its folder's name */
  readonly name?: string;
}

export type PassageMode = 'windows' | 'first' | 'span';

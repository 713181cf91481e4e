import { TsrError } from '@tsr/core';

/** What is used of a model's `config.json` and `tokenizer_config.json`; absent where they do not say. */
export interface ModelConfig {
  /** Largest number of tokens of one input, specials included. */
  readonly maxTokens?: number;
  /** Rows of the token table. */
  readonly vocabularySize?: number;
  /** Names of a classifier's labels, by index. */
  readonly labels?: readonly string[];
}

// Longer inputs than this are not stated by any encoder; files that know no limit write 1e30.
const LONGEST = 1_000_000;

/** Checks what the two files say. `where` names the folder in errors. */
export function modelConfig(where: string, config: object, tokenizerConfig: object): ModelConfig {
  const positions = count(where, config, 'max_position_embeddings');
  const length = count(where, tokenizerConfig, 'model_max_length');
  const limits = [positions, length].filter((limit) => limit !== undefined && limit <= LONGEST) as number[];
  const labels = labelsOf(config);
  const vocabularySize = count(where, config, 'vocab_size');
  return {
    ...(limits.length > 0 && { maxTokens: Math.min(...limits) }),
    ...(vocabularySize !== undefined && { vocabularySize }),
    ...(labels !== undefined && { labels }),
  };
}

/** The names under `id2label`, if there is one for each index from 0 on. */
function labelsOf(config: object): readonly string[] | undefined {
  const names: unknown = (config as { id2label?: unknown }).id2label;
  if (typeof names !== 'object' || names === null) return undefined;
  const labels = Object.keys(names).map((_, index): unknown => (names as Record<string, unknown>)[index]);
  return labels.length > 0 && labels.every((label) => typeof label === 'string') ? labels : undefined;
}

function count(where: string, file: object, key: string): number | undefined {
  const value: unknown = (file as Record<string, unknown>)[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && value >= 1 && Number.isInteger(value)) return value;
  throw new TsrError('TSR_MODEL_INVALID', `onnx: ${where} says ${key} is ${String(value)}; it must be a whole number`);
}

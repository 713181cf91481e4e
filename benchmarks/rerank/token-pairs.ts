import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTokenizer } from '@tsr/onnx/tokenize';
import { Tensor } from 'onnxruntime-node';
import { passagesOf, type RerankTask } from './pairs.ts';

/** Ids of a query and a passage, as BERT frames them. */
export interface TokenPair {
  readonly inputIds: Int32Array;
  readonly tokenTypeIds: Int32Array;
}

const MAX_QUERY_TOKENS = 64;

/** Makes token ids of tasks, cut as createCrossEncoder cuts them. */
export function pairTokenizer(folder: string, maxTokens: number): (task: RerankTask) => readonly TokenPair[] {
  const tokenizer = createTokenizer({ tokenizer: JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')) });
  const budget = { maxTokens, maxQueryTokens: MAX_QUERY_TOKENS };
  return (task) => passagesOf(task).map((passage) => tokenizer.pair(task.query, passage, budget));
}

/** Tensors of pairs, padded to the longest. */
export function pairFeeds(pairs: readonly TokenPair[]): Record<string, Tensor> {
  const columns = Math.max(...pairs.map(({ inputIds }) => inputIds.length));
  const tensor = (valuesOf: (pair: TokenPair) => ArrayLike<number>): Tensor => {
    const data = new BigInt64Array(pairs.length * columns);
    for (const [row, pair] of pairs.entries()) {
      const values = valuesOf(pair);
      for (let i = 0; i < values.length; i++) data[row * columns + i] = BigInt(values[i]!);
    }
    return new Tensor('int64', data, [pairs.length, columns]);
  };
  return {
    input_ids: tensor(({ inputIds }) => inputIds),
    attention_mask: tensor(({ inputIds }) => new Int32Array(inputIds.length).fill(1)),
    token_type_ids: tensor(({ tokenTypeIds }) => tokenTypeIds),
  };
}

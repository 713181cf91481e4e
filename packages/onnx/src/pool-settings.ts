import { invalidArgument, outOfRange, shown } from '@tsr/core';
import type { InferencePoolOptions } from './inference-pool.ts';
import type { ModelSettings } from './protocol.ts';

const MAX_WORKERS = 256;
const POOLED_OUTPUTS = ['last_hidden_state', 'token_embeddings'];
const METHODS: readonly unknown[] = ['mean', 'cls', undefined];

/** What the threads need to know of the options, found to make sense. */
export function checkedSettings(options: InferencePoolOptions): ModelSettings {
  const { model, output, pooling, dimensions, workers = 1, provider, batchTokens } = options;
  checkWhole('workers', workers, 1, MAX_WORKERS);
  if (batchTokens !== undefined) checkWhole('batchTokens', batchTokens, 0, 2 ** 20);
  if (dimensions !== undefined) checkWhole('dimensions', dimensions, 1, 2 ** 16);
  if (!METHODS.includes(pooling)) throw invalidArgument(`onnx: pooling is ${shown(pooling)}; pass 'mean' or 'cls'`);
  if (provider !== undefined && (typeof provider !== 'string' || provider === ''))
    throw invalidArgument(`onnx: provider is ${shown(provider)}; pass a name such as 'cpu', or leave it out`);
  if (dimensions !== undefined && pooling === undefined)
    throw invalidArgument(`onnx: dimensions is ${dimensions}, but nothing is pooled; pass pooling, or leave it out`);
  if (output === undefined && pooling === undefined)
    throw invalidArgument(
      'onnx: neither output nor pooling is given; name the output, such as logits, or pass pooling',
    );
  return {
    model,
    head: {
      outputs: output === undefined ? POOLED_OUTPUTS : [output],
      pooling: pooling && { method: pooling, dimensions },
    },
    provider,
    batchTokens,
  };
}

function checkWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw outOfRange(`onnx: ${name} is ${shown(value)}; pass a whole number from ${least} to ${most}`);
}

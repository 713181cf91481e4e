import { outOfRange, TsrError } from '@tsr/core';
import type { PoolingOptions } from './protocol.ts';

/**
 * One vector of length 1 from the vectors of a text's tokens, which lie one after the other in `states`: their mean or
 * the first (Reimers and Gurevych, "Sentence-BERT", 2019), cut to its first dimensions where fewer are wanted
 * (Kusupati et al., "Matryoshka Representation Learning", 2022), then normalised.
 */
export function pooled(
  states: Float32Array,
  width: number,
  { method, dimensions = width }: PoolingOptions,
): Float32Array {
  if (dimensions > width)
    throw outOfRange(`onnx: dimensions is ${dimensions}, the model gives ${width}; pass ${width} or less`);
  const tokens = method === 'cls' ? 1 : states.length / width;
  const sum = new Float64Array(dimensions);
  for (let token = 0; token < tokens; token++) {
    const start = token * width;
    for (let i = 0; i < dimensions; i++) sum[i]! += states[start + i]!;
  }
  return normalized(sum);
}

/** The sum and the mean point the same way. */
function normalized(vector: Float64Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  if (Number.isFinite(length) && length > 0) return Float32Array.from(vector, (value) => value / length);
  if (length === 0) return new Float32Array(vector.length);
  throw new TsrError('TSR_ENGINE_FAILURE', 'onnx: the model gave numbers that are not finite; its weights are broken');
}

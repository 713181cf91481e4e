import type { Tensor } from 'onnxruntime-node';
import type { Runtime } from './runtime.ts';

/** Ids of one input. */
export interface Sequence {
  readonly inputIds: Int32Array;
  readonly tokenTypeIds: Int32Array;
}

/** Inputs that a model may ask for. */
export const KNOWN_INPUTS: readonly string[] = ['input_ids', 'attention_mask', 'token_type_ids'];

/** Tensors of [sequences, longest], padded at the end with zeros, which the mask hides. */
export function feedsOf(
  { Tensor }: Runtime,
  inputs: readonly string[],
  sequences: readonly Sequence[],
): Record<string, Tensor> {
  const columns = Math.max(...sequences.map(({ inputIds }) => inputIds.length));
  const tensor = (valuesOf: (sequence: Sequence) => ArrayLike<number>): Tensor => {
    const data = new BigInt64Array(sequences.length * columns);
    sequences.forEach((sequence, row) => {
      const values = valuesOf(sequence);
      for (let i = 0; i < values.length; i++) data[row * columns + i] = BigInt(values[i]!);
    });
    return new Tensor('int64', data, [sequences.length, columns]);
  };
  const all: Record<string, () => Tensor> = {
    input_ids: () => tensor(({ inputIds }) => inputIds),
    attention_mask: () => tensor(({ inputIds }) => new Int32Array(inputIds.length).fill(1)),
    token_type_ids: () => tensor(({ tokenTypeIds }) => tokenTypeIds),
  };
  return Object.fromEntries(inputs.map((name) => [name, all[name]!()]));
}

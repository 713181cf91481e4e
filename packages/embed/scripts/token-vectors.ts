import { InferenceSession, Tensor } from 'onnxruntime-node';

export interface TokenVectors {
  /** Length of every vector. */
  readonly dimensions: number;
  /** One row a token id that was asked for, in that order. */
  readonly rows: Float64Array;
}

/**
 * Runs `[CLS] token [SEP]` through a BERT encoder for each token id and pools the mean of all three positions.
 * One token a run and one thread: the answer depends on neither neighbours nor scheduling.
 */
export async function tokenVectors(
  model: string,
  ids: readonly number[],
  special: { readonly cls: number; readonly sep: number },
): Promise<TokenVectors> {
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  let rows: Float64Array | undefined;
  let dimensions = 0;
  for (const [index, id] of ids.entries()) {
    const pooled = await pooledOutput(session, [special.cls, id, special.sep]);
    dimensions = pooled.length;
    rows ??= new Float64Array(ids.length * dimensions);
    rows.set(pooled, index * dimensions);
  }
  await session.release();
  return { dimensions, rows: rows ?? new Float64Array(0) };
}

async function pooledOutput(session: InferenceSession, ids: readonly number[]): Promise<Float64Array> {
  const output = await session.run(inputs(session, ids));
  const states = output[session.outputNames[0]!]!;
  return meanOfPositions(states.data as Float32Array, ids.length);
}

function inputs(session: InferenceSession, ids: readonly number[]): Record<string, Tensor> {
  const row = (values: readonly number[]) => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, ids.length]);
  const all = {
    input_ids: row(ids),
    attention_mask: row(ids.map(() => 1)),
    token_type_ids: row(ids.map(() => 0)),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => session.inputNames.includes(name)));
}

function meanOfPositions(states: Float32Array, positions: number): Float64Array {
  const mean = new Float64Array(states.length / positions);
  for (let i = 0; i < states.length; i++) mean[i % mean.length]! += states[i]! / positions;
  return mean;
}

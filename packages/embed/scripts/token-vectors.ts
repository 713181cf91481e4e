import { createSentenceEncoder, type SpecialTokens } from './sentence-encoder.ts';

export interface TokenVectors {
  /** Length of every vector. */
  readonly dimensions: number;
  /** One row a token id that was asked for, in that order. */
  readonly rows: Float64Array;
}

/** Runs each token alone through an encoder: the mean of its position and those of the special tokens. */
export async function tokenVectors(
  model: string,
  ids: readonly number[],
  special: SpecialTokens,
): Promise<TokenVectors> {
  const encoder = await createSentenceEncoder(model, special);
  let rows: Float64Array | undefined;
  let dimensions = 0;
  for (const [index, id] of ids.entries()) {
    const pooled = await encoder.vectorOf([id]);
    dimensions = pooled.length;
    rows ??= new Float64Array(ids.length * dimensions);
    rows.set(pooled, index * dimensions);
  }
  await encoder.release();
  return { dimensions, rows: rows ?? new Float64Array(0) };
}

/** Texts as weighted means of tokens: a sparse matrix, row after row, one row a text and one column a token. */
export interface Bags {
  readonly texts: number;
  readonly tokens: number;
  /** Where each text begins in `columns` and `values`, and where the last ends. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** The weights of a text's tokens, divided by their sum; a token that stands there twice counts twice. */
export function weightedBags(texts: readonly (readonly number[])[], weights: Float64Array): Bags {
  const starts = new Int32Array(texts.length + 1);
  for (const [text, tokens] of texts.entries()) starts[text + 1] = starts[text]! + tokens.length;
  const columns = new Int32Array(starts.at(-1)!);
  const values = new Float32Array(columns.length);
  for (const [text, tokens] of texts.entries()) {
    const sum = tokens.reduce((total, token) => total + weights[token]!, 0);
    columns.set(tokens, starts[text]!);
    values.set(
      tokens.map((token) => weights[token]! / sum),
      starts[text]!,
    );
  }
  return { texts: texts.length, tokens: weights.length, starts, columns, values };
}

/** The texts' vectors, row after row, given the tokens'. */
export function pooled({ texts, starts, columns, values }: Bags, rows: Float32Array, width: number): Float32Array {
  const out = new Float32Array(texts * width);
  for (let text = 0; text < texts; text++)
    for (let at = starts[text]!; at < starts[text + 1]!; at++)
      addScaled(out, text * width, rows, columns[at]! * width, values[at]!, width);
  return out;
}

/** The transpose of {@link pooled}: to each token what its texts have, by its weight there. */
export function spread(
  { texts, tokens, starts, columns, values }: Bags,
  rows: Float32Array,
  width: number,
): Float32Array {
  const out = new Float32Array(tokens * width);
  for (let text = 0; text < texts; text++)
    for (let at = starts[text]!; at < starts[text + 1]!; at++)
      addScaled(out, columns[at]! * width, rows, text * width, values[at]!, width);
  return out;
}

function addScaled(
  to: Float32Array,
  toStart: number,
  from: Float32Array,
  fromStart: number,
  factor: number,
  width: number,
): void {
  for (let i = 0; i < width; i++) to[toStart + i]! += factor * from[fromStart + i]!;
}

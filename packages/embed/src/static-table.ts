/** Where a table comes from. Kept in its file; shown by nothing but people who ask. */
export interface StaticTableOrigin {
  /** Name of the table; embedders made of it bear it. */
  readonly name: string;
  /** The sentence encoder that the rows were taken from. */
  readonly model: string;
  /** SHA-256 of that encoder's weights file, in hex. */
  readonly modelSha256: string;
  /** Command that makes the table. */
  readonly madeBy: string;
  /** SPDX identifier. */
  readonly licence: string;
}

/** One int8 vector a token of a lower-cased BERT WordPiece vocabulary, its weight folded into its scale. */
export interface StaticTable {
  readonly origin: StaticTableOrigin;
  /** Length of every row. */
  readonly dimensions: number;
  /** Row of a token is its position here; continuations start with `##`. Unique, none empty, no line breaks. */
  readonly tokens: readonly string[];
  /** One a token: a row's values are `scale * int8`. */
  readonly scales: Float32Array;
  /** `tokens.length * dimensions` values, row after row. */
  readonly matrix: Int8Array;
}

/**
 * Formulas of BM25, named as in C. Kamphuis, A. P. de Vries, L. Boytsov and J. Lin, "Which BM25 do you mean?", ECIR
 * 2020. N documents, n of which hold the term; tf is its frequency in the document.
 *
 *     norm        k1 · (1 - b + b · length / averageLength)
 *     lucene      ln(1 + (N - n + .5) / (n + .5)) · tf / (tf + norm)
 *     robertson   ln((N - n + .5) / (n + .5)) · tf / (tf + norm); the logarithm is 1e-6 at least: that of a term in half
 *                 of the documents would count against those that hold it
 *     bm25+       ln((N + 1) / n) · ((k1 + 1) · tf / (tf + norm) + delta)
 */
export type Bm25Variant = 'lucene' | 'robertson' | 'bm25+';

/** Of one field. */
export interface FieldParameters {
  /** How much a term there counts beside the same in another field. */
  readonly weight: number;
  /** How much the length of the field counts against it, 0 to 1. */
  readonly b: number;
}

export interface ScoringParameters {
  readonly variant: Bm25Variant;
  readonly k1: number;
  /** Of `bm25+` alone: the least that a term adds, whatever the length, in idfs. */
  readonly delta: number;
  /** One: plain BM25, whose weight has no effect. More: BM25F. */
  readonly fields: readonly FieldParameters[];
}

const LEAST_ROBERTSON_IDF = 1e-6;

/** Positive. */
export function idfOf(variant: Bm25Variant, documents: number, holders: number): number {
  const odds = (documents - holders + 0.5) / (holders + 0.5);
  if (variant === 'lucene') return Math.log(1 + odds);
  if (variant === 'robertson') return Math.max(LEAST_ROBERTSON_IDF, Math.log(odds));
  return Math.log((documents + 1) / holders);
}

/**
 * What a term adds to the score of a document, in idfs: positive. `values` has, from `from` on, the term's frequencies
 * by field, at least one of which is not 0, then the lengths of the fields.
 *
 * More than one field is BM25F: frequencies are normalised by field, weighed and added up before they saturate.
 * Source: S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.6.
 */
export function saturationOf(
  { variant, k1, delta, fields }: ScoringParameters,
  values: ArrayLike<number>,
  from: number,
  averages: readonly number[],
): number {
  const plus = variant === 'bm25+';
  const factor = plus ? k1 + 1 : 1;
  const least = plus ? delta : 0;
  const lengths = from + fields.length;
  const relativeLengthOf = (field: number): number =>
    relativeLength(fields[field] as FieldParameters, values[lengths + field] as number, averages[field] as number);
  if (fields.length === 1) {
    const frequency = values[from] as number;
    return (factor * frequency) / (frequency + k1 * relativeLengthOf(0)) + least;
  }
  let frequency = 0;
  for (let field = 0; field < fields.length; field++) {
    const plain = values[from + field] as number;
    if (plain > 0) frequency += ((fields[field] as FieldParameters).weight * plain) / relativeLengthOf(field);
  }
  return (factor * frequency) / (frequency + k1) + least;
}

/** Of a field that holds something. */
function relativeLength({ b }: FieldParameters, length: number, average: number): number {
  return 1 - b + (b * length) / average;
}

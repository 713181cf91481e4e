/**
 * What ranks: knows terms and numbers, no text and no documents. A document is a slot, a small integer that the
 * caller chose. `terms` of a document or query are in any order, with repetitions: both count.
 */
export interface LexicalEngine {
  /** The terms of a slot, in place of those that it had. */
  set(slot: number, terms: readonly string[]): void;
  delete(slot: number): void;
  /** Makes every change visible. Searching does it too, where it is due. */
  refresh(): void;
  /** Slots that hold a term of the query, by score descending. */
  search(terms: readonly string[], options: LexicalSearch): readonly LexicalHit[];
  /** Scores as `search` gives them, of those `slots` that hold a term of the query. */
  scores(terms: readonly string[], slots: Iterable<number>): ReadonlyMap<number, number>;
  /** What each distinct term of the query adds to the score of a slot; no entry where it adds nothing. */
  termScores(terms: readonly string[], slot: number): ReadonlyMap<string, number>;
}

export interface LexicalSearch {
  readonly topK: number;
  /** Asked before the cut, once a slot at most. */
  readonly accept?: ((slot: number) => boolean) | undefined;
  /** Order of equal scores. */
  readonly compareSlots: (a: number, b: number) => number;
}

export interface LexicalHit {
  readonly slot: number;
  readonly score: number;
}

/**
 * How BM25 weighs: a term in a document adds `idf · tf / (tf + k1 · (1 - b + b · length / meanLength))`, where
 * `idf = ln(1 + (N - n + .5) / (n + .5))`, for each time that the query holds it.
 * Source: S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, as Lucene has
 * it since version 8: the idf is never negative, and the constant factor k1 + 1 is left out.
 */
export interface Bm25Parameters {
  readonly k1: number;
  readonly b: number;
}

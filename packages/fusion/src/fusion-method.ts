/** One list of a query: the algorithms of this package know documents as numbers from 0. */
export interface RankedList {
  /** Of the leg. */
  readonly name: string;
  /** Best first, none twice. */
  readonly documents: readonly number[];
  /**
   * Of the documents, in their order: finite, descending. It may end earlier: documents after that were ranked by the
   * list, but not scored by its last stage.
   */
  readonly scores: readonly number[];
}

/** How lists become one: what each gives to its documents, and what becomes of that where lists meet. */
export interface FusionMethod {
  /** What the list gives to each of its documents, in their order: finite. `pool` is how many documents all lists have together. Weights come after. */
  points(list: RankedList, pool: number): readonly number[];
  /** What the list gives to each document that it lacks, if anything. @default nothing */
  absent?(points: readonly number[], pool: number): number | undefined;
  /** What weighted points are multiplied by: of a document to which that many lists give any. @default 1 */
  factor?(lists: number): number;
  /**
   * Turns the weighted points of one document, in the order of the lists, into their contributions, in place; the score
   * is the sum. @default they stay as they are
   */
  combine?(points: number[]): void;
  /** Weights are divided by their sum. @default false */
  readonly convex?: boolean;
  /** Documents that fewer lists have are left out. @default 1 */
  readonly minLegs?: number | undefined;
}

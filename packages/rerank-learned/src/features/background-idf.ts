import { BACKGROUND_IDF } from './background-idf-table.ts';

const STEP = 0.2;
/** Of stems that the table lacks: as rare as its rarest. */
const RAREST = 10;

let known: ReadonlyMap<string, number> | undefined;

/**
 * How rare an English stem is at large: its inverse document frequency (as Lucene's BM25 has it) in some 176,000 freely
 * licensed texts. What makes one term of a query weigh more than another where no index can be asked.
 */
export function backgroundIdf(term: string): number {
  known ??= new Map(
    Object.entries(BACKGROUND_IDF).flatMap(([level, terms]) => terms.split(' ').map((stem) => [stem, STEP * +level])),
  );
  return known.get(term) ?? RAREST;
}

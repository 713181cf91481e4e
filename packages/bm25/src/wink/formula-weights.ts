import { countTerms } from '../count-terms.ts';
import type { WeightVisitor, WinkParameters } from './wink-weights.ts';

/** What wink would give, by the plain formula: for as few documents as it does not take. */
export function formulaWeights(
  documents: readonly (readonly string[])[],
  { k1, b }: WinkParameters,
  visit: WeightVisitor,
): void {
  const meanLength = documents.reduce((sum, { length }) => sum + length, 0) / documents.length;
  const counts = documents.map(countTerms);
  for (const [document, frequencies] of counts.entries()) {
    const norm = k1 * (1 - b + (b * (documents[document]?.length ?? 0)) / meanLength);
    for (const [term, frequency] of frequencies) {
      const holders = counts.filter((other) => other.has(term)).length;
      const idf = Math.log(1 + (documents.length - holders + 0.5) / (holders + 0.5));
      visit(term, document, (idf * frequency * (k1 + 1)) / (frequency + norm));
    }
  }
}

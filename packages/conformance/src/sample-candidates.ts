import type { Document, Ranking } from '@tsr/core';
import { sampleDocuments } from './sample-documents.ts';

/**
 * The documents as a first stage would hand them over, in the order given: scores fall, each has the evidence of a
 * leg, and the last few are of tier 1.
 */
export function candidatesOf(documents: readonly Document[]): Ranking {
  const scored = documents.length > 12 ? documents.length - 3 : documents.length;
  return documents.map((document, index) => {
    const [rank, score] = [index + 1, 100 - index];
    const evidence = [{ stage: 'retrieve', component: 'first', rank, score, details: { depth: 100 } }] as const;
    return { document, score, evidence, ...(index < scored ? {} : { tier: 1 }) };
  });
}

export function sampleCandidates(): Ranking {
  return candidatesOf(sampleDocuments());
}

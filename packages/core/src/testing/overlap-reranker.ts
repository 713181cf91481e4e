import type { Document, Reranker } from '../contracts.ts';
import { type CandidateScore, defineReranker } from '../define-reranker.ts';
import { passageText } from '../passage-text.ts';
import { words } from './words.ts';

export interface OverlapRerankerOptions {
  /** @default 'overlap' */
  readonly name?: string | undefined;
}

/** Scores a pair by the words that it shares: Dice's coefficient of the two sets, 0 to 1. */
export function createOverlapReranker({ name = 'overlap' }: OverlapRerankerOptions = {}): Reranker {
  return defineReranker({
    name,
    scope: 'pair',
    rerank({ text }, candidates, { deadline = Number.POSITIVE_INFINITY }) {
      const query = new Set(words(text));
      const scores: CandidateScore[] = [];
      for (const [index, { document }] of candidates.entries()) {
        if (Date.now() > deadline) break;
        scores.push({ index, ...overlap(query, document) });
      }
      return scores;
    },
  });
}

function overlap(query: ReadonlySet<string>, document: Document): Omit<CandidateScore, 'index'> {
  const terms = new Set(words(passageText(document)));
  const shared = [...query].filter((term) => terms.has(term)).length;
  const score = (2 * shared) / Math.max(1, query.size + terms.size);
  return { score, details: { shared } };
}

import type { Analyzer } from '@tsr/bm25/analysis';
import { type Document, passageText, type Ranking, type Turns } from '@tsr/core';
import { beginning } from './beginning.ts';
import { matchPassage, type PassageMatch, type QueryTerms } from './passage-match.ts';
import type { QueryCosines } from './query-cosines.ts';

/** Characters that are read of a passage; what comes after them counts for nothing. */
export const MAX_PASSAGE_CHARACTERS = 16_384;

/** Candidates are embedded in batches of this size. */
const BATCH = 16;

export interface ReadCandidate {
  readonly match: PassageMatch;
  readonly cosine?: number;
}

export interface CandidateReader {
  readonly analyzer: Analyzer;
  readonly cosines: QueryCosines | undefined;
  readonly turns: Turns;
  /** Epoch milliseconds. */
  readonly deadline: number | undefined;
}

/** Analyses and embeds the candidates in order; those that the deadline leaves no time for are missing at the end. */
export async function readCandidates(
  candidates: Ranking,
  terms: QueryTerms,
  { analyzer, cosines, turns, deadline = Number.POSITIVE_INFINITY }: CandidateReader,
): Promise<readonly ReadCandidate[]> {
  const isLate = (): boolean => Date.now() > deadline;
  const read: ReadCandidate[] = [];
  for (let start = 0; start < candidates.length && !isLate(); start += BATCH) {
    const batch: { text: string; match: PassageMatch }[] = [];
    for (const { document } of candidates.slice(start, start + BATCH)) {
      if (isLate()) break;
      const text = beginning(passageText(document), MAX_PASSAGE_CHARACTERS);
      batch.push({ text, match: matchOf(analyzer, terms, document, text) });
      if (turns.due()) await turns.give();
    }
    const similar = await cosines?.(batch.map(({ text }) => text));
    for (const [index, { match }] of batch.entries()) {
      const cosine = similar?.[index];
      read.push(cosine === undefined ? { match } : { match, cosine });
    }
  }
  return read;
}

function matchOf(analyzer: Analyzer, terms: QueryTerms, { title = '' }: Document, text: string): PassageMatch {
  const tokens = analyzer.tokens(text);
  const titleLength = tokens.filter(({ end }) => end <= title.length).length;
  const words = tokens.map(({ term }) => term);
  return matchPassage(terms, words, titleLength);
}

import type { ScoringParameters } from './inverted/scoring.ts';
import type { LexicalQuery, TermsByField } from './lexical-engine.ts';

/** Scores of what a search may return, computed from the formulas for each document: the oracle. */
export type NaiveScores<Key> = (query: LexicalQuery) => Map<Key, number>;

export function createNaiveScores<Key>(
  held: ReadonlyMap<Key, TermsByField>,
  parameters: ScoringParameters,
): NaiveScores<Key> {
  const documents = Array.from(held, ([key, fields]) => ({
    key,
    counts: countsIn(fields),
    lengths: fields.map(({ length }) => length),
  }));
  const averages = parameters.fields.map(
    (_, field) => documents.reduce((sum, { lengths }) => sum + (lengths[field] as number), 0) / documents.length,
  );

  return ({ terms, required, excluded }) => {
    const ordered = terms
      .map((one) => ({ ...one, held: documents.filter(({ counts }) => counts.has(one.term)).length }))
      .filter((one) => one.held > 0)
      .sort((a, b) => a.held - b.held || (a.term < b.term ? -1 : 1));
    const scores = new Map<Key, number>();
    for (const { key, counts, lengths } of documents) {
      const holds = (term: string): boolean => counts.has(term);
      if (!required.every(holds) || excluded.some((group) => group.every(holds))) continue;
      let score = 0;
      for (const { term, weight, held: own, holders = own } of ordered) {
        const frequencies = counts.get(term);
        if (!frequencies) continue;
        const saturation = naiveSaturation(parameters, frequencies, lengths, averages);
        score += weight * naiveIdf(parameters, documents.length, holders) * saturation;
      }
      if (score > 0) scores.set(key, score);
    }
    return scores;
  };
}

export interface NaiveHit<Key> {
  readonly key: Key;
  readonly score: number;
}

/** Best first, equal scores in the order of `compare`. */
export function naiveRanking<Key>(
  scores: ReadonlyMap<Key, number>,
  compare: (a: Key, b: Key) => number,
): readonly NaiveHit<Key>[] {
  return Array.from(scores, ([key, score]) => ({ key, score })).sort(
    (a, b) => b.score - a.score || compare(a.key, b.key),
  );
}

function naiveIdf({ variant }: ScoringParameters, N: number, n: number): number {
  if (variant === 'lucene') return Math.log(1 + (N - n + 0.5) / (n + 0.5));
  if (variant === 'robertson') return Math.max(1e-6, Math.log((N - n + 0.5) / (n + 0.5)));
  return Math.log((N + 1) / n);
}

export function naiveSaturation(
  { variant, k1, delta, fields }: ScoringParameters,
  frequencies: readonly number[],
  lengths: readonly number[],
  averages: readonly number[],
): number {
  const relative = fields.map(({ b }, at) => 1 - b + (b * (lengths[at] as number)) / (averages[at] as number));
  let above = frequencies[0] as number;
  let below = above + k1 * (relative[0] as number);
  if (fields.length > 1) {
    above = 0;
    for (const [at, { weight }] of fields.entries()) {
      if (frequencies[at] !== 0) above += (weight * (frequencies[at] as number)) / (relative[at] as number);
    }
    below = above + k1;
  }
  return variant === 'bm25+' ? ((k1 + 1) * above) / below + delta : above / below;
}

const known = new WeakMap<TermsByField, ReadonlyMap<string, readonly number[]>>();

/** Frequencies by field, of each term of the document. */
function countsIn(document: TermsByField): ReadonlyMap<string, readonly number[]> {
  const before = known.get(document);
  if (before) return before;
  const counts = new Map<string, number[]>();
  for (const [field, terms] of document.entries()) {
    for (const term of terms) {
      const frequencies = counts.get(term) ?? document.map(() => 0);
      frequencies[field] = (frequencies[field] as number) + 1;
      counts.set(term, frequencies);
    }
  }
  known.set(document, counts);
  return counts;
}

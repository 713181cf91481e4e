import type { Analyzer } from './analysis/index.ts';
import { countTerms } from './count-terms.ts';
import { editDistance } from './edit-distance.fixture.ts';
import type { LexicalQuery, QueryTerm, TermsByField } from './lexical-engine.ts';
import type { QuerySyntax } from './query-reader.ts';

/** What a text asks for, of all documents: the oracle of `createQueryReader`, for analyzers that do not stem. */
export function naiveQuery(
  text: string,
  analyzer: Analyzer,
  { operators, prefix, fuzzy }: Partial<QuerySyntax>,
  documents: readonly TermsByField[],
): LexicalQuery {
  const words = operators ? text.split(' ') : [];
  const signed = (sign: string): readonly string[] =>
    words.filter((word) => word.startsWith(sign) && word.length > 1).map((word) => word.slice(1));
  const plain = operators ? words.map((word) => (/^-./u.test(word) ? '' : word)).join(' ') : text;
  const typed = analyzer.terms(plain);
  const terms = new Map<string, QueryTerm>(Array.from(countTerms(typed), ([term, weight]) => [term, { term, weight }]));
  const holders = countTerms(documents.flatMap((fields) => [...new Set(fields.flat())]));

  function expand(matches: (term: string) => boolean): boolean {
    const found = [...holders].filter(([term]) => matches(term)).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const most = found[0]?.[1] as number;
    for (const [term] of found.slice(0, 50))
      if (!terms.has(term)) terms.set(term, { term, weight: 0.5, holders: most });
    return found.length > 0;
  }

  /** The longest term that the word begins with, if it is up to four letters shorter and has three. */
  function expandToStem(word: string): void {
    const lengths = [1, 2, 3, 4].map((less) => word.length - less).filter((length) => length >= 3);
    lengths.some((length) => expand((term) => term === word.slice(0, length)));
  }

  if (fuzzy) for (const one of new Set(typed)) if (one.length >= 4) expand((term) => editDistance(one, term) === 1);
  const last = analyzer.tokens(plain).at(-1);
  if (prefix && last && last.end === plain.length) {
    if (!expand((term) => term.startsWith(last.term))) expandToStem(last.term);
  }
  return {
    terms: [...terms.values()],
    required: signed('+').flatMap((word) => analyzer.terms(word)),
    excluded: signed('-').map((word) => analyzer.terms(word)),
  };
}

import type { Analyzer } from './analysis/index.ts';
import { foldWord } from './analysis/index.ts';
import { countTerms } from './count-terms.ts';
import type { HeldTerm, LexicalEngine, LexicalQuery, QueryTerm } from './lexical-engine.ts';
import { readOperators } from './query-operators.ts';

/** What a query text may ask for. */
export interface QuerySyntax {
  /**
   * `+word`: results hold the word; `-word`: they do not. What `prefix` and `fuzzy` make of a word does not count here.
   *
   * @default false
   */
  readonly operators: boolean;
  /** The last word of a query, if nothing stands after it, is the beginning of a word: search as you type. @default false */
  readonly prefix: boolean;
  /** Words of four letters and more also find words that are one edit away. @default false */
  readonly fuzzy: boolean;
}

/** What a term that was not typed counts, beside one that was. */
const EXPANDED_WEIGHT = 0.5;
/** The most terms that one term expands to: those that most documents hold. */
const MAX_EXPANSIONS = 50;
/** A shorter word has too many neighbours. */
const FUZZY_LENGTH = 4;
/** A stem may be so much shorter than what was typed, and no shorter than this. */
const STEM_LOSS = 4;
const STEM_LENGTH = 3;

export interface QueryReaderOptions extends QuerySyntax {
  readonly analyzer: Analyzer;
  readonly engine: Pick<LexicalEngine, 'termsFor'>;
}

/** Reads query texts. A term that a text repeats counts each time; expansions count half, as common as the most common of them. */
export function createQueryReader(options: QueryReaderOptions): (text: string) => LexicalQuery {
  const { analyzer, engine, operators, prefix, fuzzy } = options;
  const plain = !operators && !prefix && !fuzzy;

  return (query) => {
    if (plain) return { terms: typedTerms(analyzer.terms(query)), required: [], excluded: [] };
    const { text, required, excluded } = operators ? readOperators(query) : { text: query, required: [], excluded: [] };
    const typed = analyzer.terms(text);
    const expansions = [
      ...(fuzzy ? [...new Set(typed)].map((term) => editsOf(term, engine)) : []),
      ...(prefix ? [completionsOf(text, analyzer, engine)] : []),
    ];
    return {
      terms: withExpansions(typedTerms(typed), expansions),
      required: [...new Set(required.flatMap((word) => analyzer.terms(word)))],
      excluded: [...new Set(excluded)].map((word) => analyzer.terms(word)).filter((terms) => terms.length > 0),
    };
  };
}

function typedTerms(terms: readonly string[]): readonly QueryTerm[] {
  return Array.from(countTerms(terms), ([term, weight]) => ({ term, weight }));
}

function editsOf(term: string, engine: Pick<LexicalEngine, 'termsFor'>): readonly HeldTerm[] {
  if (term.length < FUZZY_LENGTH) return [];
  return engine.termsFor({ kind: 'edit', term, limit: MAX_EXPANSIONS });
}

/** Terms that the last word may become; where no term begins with it, the stem that it has outgrown. */
function completionsOf(text: string, analyzer: Analyzer, engine: Pick<LexicalEngine, 'termsFor'>): readonly HeldTerm[] {
  const beginning = analyzer.beginning ? analyzer.beginning(text) : lastToken(text, analyzer);
  if (!beginning) return [];
  const completions = engine.termsFor({ kind: 'prefix', term: beginning, limit: MAX_EXPANSIONS });
  return completions.length > 0 ? completions : outgrownStem(beginning, engine);
}

function lastToken(text: string, analyzer: Analyzer): string | undefined {
  const last = analyzer.tokens(text).at(-1);
  return last?.end === text.length ? foldWord(text.slice(last.start)) : undefined;
}

function outgrownStem(word: string, engine: Pick<LexicalEngine, 'termsFor'>): readonly HeldTerm[] {
  const shortest = Math.max(STEM_LENGTH, word.length - STEM_LOSS);
  for (let length = word.length - 1; length >= shortest; length--) {
    const stem = engine.termsFor({ kind: 'exact', term: word.slice(0, length), limit: 1 });
    if (stem.length > 0) return stem;
  }
  return [];
}

function withExpansions(typed: readonly QueryTerm[], groups: readonly (readonly HeldTerm[])[]): readonly QueryTerm[] {
  const terms = new Map(typed.map((one) => [one.term, one]));
  for (const group of groups) {
    const holders = Math.max(...group.map((one) => one.holders));
    for (const { term } of group) if (!terms.has(term)) terms.set(term, { term, weight: EXPANDED_WEIGHT, holders });
  }
  return [...terms.values()];
}

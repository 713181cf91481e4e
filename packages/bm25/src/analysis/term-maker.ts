import { mayHaveEnglishEnding } from './english-endings.ts';
import { composeWord, foldExcept, foldWord } from './fold-word.ts';
import { CLITICS, type Language, OWN_LETTERS } from './languages.ts';
import { createStemmer } from './stemmer.ts';

export interface TermMakerOptions {
  readonly language: Language | 'none';
  readonly stopWords: readonly string[];
  readonly stem: boolean;
}

export interface TermMaker {
  /** The term of a word; empty where it becomes none. */
  termOf(word: string): string;
  /** As terms are spelled that begin with the word: neither stemmed nor a stop word. */
  beginningOf(word: string): string;
  /** The term of a name of several words, or with a sign of its own. */
  nameOf(name: string): string;
  /** True only for words of lower-case ASCII that are their own terms: a quick look that may say no too often. */
  isOwnTerm(plain: string): boolean;
}

/**
 * Cuts off clitics, drops stop words, stems, and folds, in this order: most stemmers look at accents. Folding first
 * would keep apart a third of the Hungarian and a fifth of the French words that Snowball brings together. English
 * has no accents of its own, so its words are folded first: `Cafés` and `cafes` are one.
 */
export function createTermMaker({ language, stopWords, stem }: TermMakerOptions): TermMaker {
  if (language === 'none') return withoutLanguage(stopWords);
  const fold = foldExcept(OWN_LETTERS[language] ?? '');
  const spell = language === 'english' ? foldWord : composeWord;
  const clitic = stem || language !== 'english' ? CLITICS[language] : undefined;
  const withoutClitic = (spelled: string): string => (clitic ? spelled.replace(clitic, '') : spelled);
  const stemOf = stem ? createStemmer(language) : (word: string) => word;
  const stopped = new Set(stopWords.map(fold));
  const stays = language === 'english' ? (plain: string) => !mayHaveEnglishEnding(plain) : () => false;
  return {
    termOf(word) {
      if (word.includes('.')) return fold(stemOf(spell(word.replaceAll('.', ''))));
      const spelled = spell(word);
      const bare = withoutClitic(spelled);
      return stopped.has(fold(spelled)) || stopped.has(fold(bare)) ? '' : fold(stemOf(bare));
    },
    beginningOf: (word) => fold(withoutClitic(spell(word.replaceAll('.', '')))),
    nameOf: fold,
    isOwnTerm: (plain) => (!stem || stays(plain)) && !stopped.has(plain),
  };
}

function withoutLanguage(stopWords: readonly string[]): TermMaker {
  const stopped = new Set(stopWords.map(foldWord));
  return {
    termOf(word) {
      if (word.includes('.')) return foldWord(word.replaceAll('.', ''));
      const folded = foldWord(word);
      return stopped.has(folded) ? '' : folded;
    },
    beginningOf: (word) => foldWord(word.replaceAll('.', '')),
    nameOf: foldWord,
    isOwnTerm: (plain) => !stopped.has(plain),
  };
}

/** Words of a query text, by what their signs ask for. */
export interface SignedWords {
  /** The text without signs and without excluded words. */
  readonly text: string;
  readonly required: readonly string[];
  readonly excluded: readonly string[];
}

/** One sign before a word, at the beginning or after white space; two are none: `--verbose` is a word of its own. */
const SIGNED = /(?<=^|\s)([+-])([^\s+-]\S*)/gu;

/**
 * Reads `+word` (hits must hold it) and `-word` (hits must not). A sign inside a word is part of it.
 *
 * @example
 * readOperators('gateway +oauth -saml') // text 'gateway  oauth ', required ['oauth'], excluded ['saml']
 */
export function readOperators(query: string): SignedWords {
  const required: string[] = [];
  const excluded: string[] = [];
  const text = query.replace(SIGNED, (_, sign: string, word: string) => {
    (sign === '+' ? required : excluded).push(word);
    return sign === '+' ? ` ${word}` : '';
  });
  return { text, required, excluded };
}

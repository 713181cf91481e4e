/** Combining marks that belong to no one script (accents, Arabic vowel signs), but not the kana voicing marks. */
const ACCENTS = /(?![\u3099\u309a])\p{Script=Inherited}/gu;
/** Soft hyphens and joiners. */
const INVISIBLE = /\p{Cf}/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
const ASCII = /^[\x00-\x7f]*$/;

/**
 * One spelling for all that differ in case, accents or compatibility forms: `Ünïcode` and `ｕｎｉｃｏｄｅ` become
 * `unicode`. Unicode NFKD, lower case, accents dropped; vowel signs that belong to a script stay.
 *
 * @example
 * foldWord('Café') // 'cafe'
 */
export function foldWord(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase();
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTS, '')
    .replace(INVISIBLE, '')
    .replaceAll('’', "'")
    .replaceAll('ς', 'σ');
}

/**
 * One spelling for all that differ in case or compatibility forms, accents kept: NFKC, lower case. What stemmers of
 * languages with accents read.
 *
 * @example
 * composeWord('CAFE\u0301') // 'café'
 */
export function composeWord(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase();
  return word.normalize('NFKC').toLowerCase().replace(INVISIBLE, '').replaceAll('’', "'");
}

/** {@link foldWord}, but for some letters that look like accented ones and are not. */
export function foldExcept(letters: string): (word: string) => string {
  if (letters === '') return foldWord;
  const others = new RegExp(`[^${letters}]+`, 'gu');
  return (word) => composeWord(word).replace(others, (part) => foldWord(part));
}

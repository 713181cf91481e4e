/**
 * How the words end (or start) that Snowball's English stemmer may change: the endings of all its steps and
 * exceptions, cut to their last two letters.
 */
const ENDING = /^'|(?:['eisy]|ed|ic|al|ll|ul|ng|er|or|sm|on|nt)$/;
const CODES = 128;
/** Whether two characters of ASCII are such an ending, by their codes: the stemmer is slow, and most words have none. */
const ENDINGS = Uint8Array.from({ length: CODES * CODES }, (_, pair) =>
  ENDING.test(String.fromCharCode(Math.floor(pair / CODES), pair % CODES)) ? 1 : 0,
);

/** False for words that are their own stems for sure, in lower case. */
export function mayHaveEnglishEnding(word: string): boolean {
  const last = word.charCodeAt(word.length - 1);
  const before = word.charCodeAt(word.length - 2);
  if (last < CODES && before < CODES) return ENDINGS[before * CODES + last] === 1 || word.startsWith("'");
  return true;
}

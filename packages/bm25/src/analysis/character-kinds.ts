const scripts = (...names: string[]): string => names.map((name) => `\\p{Script_Extensions=${name}}`).join('');
const WITHOUT_SPACES = scripts('Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar');

/** A character that is written without spaces between words. */
export const UNSPACED_SCRIPT: RegExp = new RegExp(`[${WITHOUT_SPACES}]`, 'u');
/**
 * A character that is paired with its neighbours. Korean has spaces, but endings and compounds between them, so it is
 * among these, as in Lucene's CJKAnalyzer.
 */
export const PAIRED_SCRIPT: RegExp = new RegExp(`[${WITHOUT_SPACES}${scripts('Hangul')}]`, 'u');
/** What belongs to the character before: marks of no script of their own, vowels and finals of a Korean syllable. */
const FOLLOWING = /[\p{Script=Inherited}\u1160-\u11ff\ud7b0-\ud7fb]/u;

/** Flags of {@link kindOf}. */
export const PAIRED = 1;
export const ATTACHED = 2;
const LOOKED_AT = 4;

/** By UTF-16 code unit, as far as asked for; 0 where not: the patterns are slow. */
const known = new Uint8Array(0x1_00_00);

/** Whether a code point is paired, and whether it belongs to the one before: a sum of flags. */
export function kindOf(codePoint: number): number {
  if (codePoint >= known.length) return computeKind(codePoint);
  const kind = known[codePoint] || computeKind(codePoint);
  known[codePoint] = kind;
  return kind;
}

function computeKind(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  const paired = PAIRED_SCRIPT.test(character) ? PAIRED : 0;
  return LOOKED_AT | paired | (FOLLOWING.test(character) ? ATTACHED : 0);
}

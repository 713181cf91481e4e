import { UNSPACED_SCRIPT } from './analysis/character-kinds.ts';
import type { TextRange } from './highlight.ts';

const IN_WORD = /[\p{L}\p{M}\p{N}'’\u00ad\u200c\u200d]/u;
/** Belongs to the character before. */
const ATTACHED = /[\p{M}\u00ad\u200c\u200d]/u;
const SPACE = /\s/;

/**
 * A window over the stretch, with as much text on both sides as fits, cut between words; edges are no spaces. An empty
 * stretch is where the window starts.
 */
export function windowAround(text: string, stretch: TextRange, length: number): TextRange {
  const stretched = stretch.end - stretch.start;
  const before = stretched === 0 ? 0 : Math.floor((length - stretched) / 2);
  const earliest = Math.max(0, Math.min(stretch.start - before, text.length - length));
  const start = startOfWindow(text, earliest, stretch.start);
  const limit = Math.min(text.length, start + length);
  const end = endOfWindow(text, Math.max(start, stretch.end), limit);
  // One word longer than the window.
  return { start, end: end > start ? end : limit - (isInsidePair(text, limit) ? 1 : 0) };
}

/** The first place between words from `earliest` on; `latest` if there is none before it. */
function startOfWindow(text: string, earliest: number, latest: number): number {
  for (let at = earliest; at < latest; at += 1) {
    if (isBetweenWords(text, at) && !SPACE.test(text.charAt(at))) return at;
  }
  return latest;
}

/** The last place between words up to `latest`; `earliest` if there is none behind it and something stands before. */
function endOfWindow(text: string, earliest: number, latest: number): number {
  for (let at = latest; at > earliest; at -= 1) {
    if (isBetweenWords(text, at) && !SPACE.test(text.charAt(at - 1))) return at;
  }
  return earliest;
}

function isBetweenWords(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true;
  if (isInsidePair(text, at)) return false;
  const before = text.slice(isInsidePair(text, at - 1) ? at - 2 : at - 1, at);
  const after = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (ATTACHED.test(after)) return false;
  if (!IN_WORD.test(before) || !IN_WORD.test(after)) return true;
  return UNSPACED_SCRIPT.test(before) || UNSPACED_SCRIPT.test(after);
}

function isInsidePair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
}

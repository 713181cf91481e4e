import { invalidArgument, outOfRange, shown } from '@tsr/core';
import type { Limits } from './pack-spans.ts';
import { utf8Length, wellFormed } from './well-formed.ts';

/** A text to be cut into passages. */
export interface SourceText {
  /** Begins the id of every passage: 1 to 400 bytes of UTF-8. A path relative to the root of the collection is good. */
  readonly id: string;
  /** Lone surrogates in it count as U+FFFD. */
  readonly text: string;
  /** Comes first in every title. Front matter's `title` goes before it. */
  readonly title?: string;
  /** Goes to `metadata.path`. */
  readonly path?: string;
}

export interface PassageOptions {
  /** Words of a passage where a text needs several. A text within the maximum stays whole. @default 180 */
  readonly targetWords?: number;
  /** @default 256 */
  readonly maxWords?: number;
  /** In UTF-16 code units; at least 16. @default 2000 */
  readonly maxCharacters?: number;
  /** Words repeated from the passage before, where a text needed several; at most half of `maxWords`. @default 0 */
  readonly overlapWords?: number;
}

/** Leaves room in an id of 512 bytes for the name of the passage. */
const LONGEST_SOURCE_ID = 400;

export function checkedSource(source: SourceText): SourceText {
  const { id, text } = source;
  if (typeof id !== 'string' || id === '' || wellFormed(id) !== id) {
    throw invalidArgument(`passages: source id is ${shown(id)}; give a string of well-formed Unicode`);
  }
  const bytes = utf8Length(id);
  if (bytes > LONGEST_SOURCE_ID) {
    throw outOfRange(`passages: source id ${shown(id)} has ${bytes} bytes, at most ${LONGEST_SOURCE_ID} leave room`);
  }
  if (typeof text !== 'string')
    throw invalidArgument(`passages: text of ${shown(id)} is ${shown(text)}; give a string`);
  return { ...source, text: wellFormed(text) };
}

export function limitsOf(options: PassageOptions): Limits {
  const { maxWords = 256, maxCharacters = 2_000, overlapWords = 0 } = options;
  assertWithin('maxWords', maxWords, 1, Number.MAX_SAFE_INTEGER);
  assertWithin('maxCharacters', maxCharacters, 16, Number.MAX_SAFE_INTEGER);
  assertWithin('overlapWords', overlapWords, 0, Math.floor(maxWords / 2));
  const { targetWords = Math.min(180, maxWords - overlapWords) } = options;
  assertWithin('targetWords', targetWords, 1, maxWords);
  return { target: targetWords, words: maxWords, characters: maxCharacters, overlap: overlapWords };
}

function assertWithin(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw outOfRange(`passages: ${name} is ${shown(value)}; give an integer from ${least} to ${most}`);
  }
}

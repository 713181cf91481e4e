// Marks that turn the direction of what follows. Shown by name, they cannot disguise a text as another.
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
// Control characters but for tab and line break, and characters that are none.
const UNPRINTABLE = /[^\P{Cc}\t\n]|[\ufffe\uffff]/gu;

/** A text that shows what it holds: direction marks by name, such as ⟨U+202E⟩, control characters as �. */
export function printable(text: string): string {
  const named = (mark: string): string => `⟨U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
  return text.toWellFormed().replace(UNPRINTABLE, '\ufffd').replace(DIRECTIONS, named);
}

/** On one line, at most `length` characters that can be seen, the last of them … where some were left out. */
export function shortened(text: string, length: number): string {
  const characters = [...printable(text.slice(0, 4 * length)).replace(/\s+/g, ' ')];
  const isWhole = characters.length <= length && text.length <= 4 * length;
  return isWhole ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`;
}

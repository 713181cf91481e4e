/** A part of a text, in UTF-16 code units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span that neither begins nor ends with white space, and the words in it. */
export interface MeasuredSpan extends Span {
  /** Runs of characters that are not white space. */
  readonly words: number;
}

/** A line without its ending. */
export interface LineSpan extends Span {
  /** Where the next line starts. */
  readonly next: number;
}

/** Without the white space around it, its words counted. One that is blank has none. */
export function measured(text: string, { start, end }: Span): MeasuredSpan {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return { start: from, end: to, words: countWords(text, from, to) };
}

function countWords(text: string, start: number, end: number): number {
  let words = 0;
  let inside = false;
  for (let i = start; i < end; i++) {
    const space = isSpace(text.charCodeAt(i));
    if (!space && !inside) words++;
    inside = !space;
  }
  return words;
}

/** White space as `\s` of a regular expression has it. */
export function isSpace(code: number): boolean {
  if (code < 0xa0) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code >= 0x2000 && code <= 0x200a) return true;
  return [0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff].includes(code);
}

/** The lines of a text from an offset on; LF, CRLF and CR end them. */
export function* linesFrom(text: string, from: number): Generator<LineSpan> {
  const ending = /\r\n?|\n/g;
  let start = from;
  while (start < text.length) {
    ending.lastIndex = start;
    const found = ending.exec(text);
    const end = found ? found.index : text.length;
    const next = found ? ending.lastIndex : text.length;
    yield { start, end, next };
    start = next;
  }
}

import type { LineSpan } from './span.ts';

/** A place in a line. Columns count a tab up to the next multiple of four; `column` is how far the line is used up. */
export interface Cursor {
  readonly text: string;
  readonly end: number;
  column: number;
  /** Offset and column of the next character that is neither space nor tab. */
  at: number;
  atColumn: number;
}

export function cursorAt(text: string, line: LineSpan): Cursor {
  const cursor = { text, end: line.end, column: 0, at: line.start, atColumn: 0 };
  skipBlanks(cursor);
  return cursor;
}

export function indentOf({ atColumn, column }: Cursor): number {
  return atColumn - column;
}

export function isBlankLine({ at, end }: Cursor): boolean {
  return at === end;
}

/** Uses up a marker of `length` characters at the cursor, with the indentation before it. */
export function useMarker(cursor: Cursor, length: number): void {
  cursor.at += length;
  cursor.atColumn += length;
  cursor.column = cursor.atColumn;
  skipBlanks(cursor);
}

/** Uses up so much indentation. */
export function useIndent(cursor: Cursor, columns: number): void {
  cursor.column += columns;
}

/** What is left of the line, from the next character on. */
export function restOf({ text, at, end }: Cursor): string {
  return text.slice(at, end);
}

function skipBlanks(cursor: Cursor): void {
  const { text, end } = cursor;
  for (; cursor.at < end; cursor.at++) {
    const character = text[cursor.at];
    if (character === ' ') cursor.atColumn++;
    else if (character === '\t') cursor.atColumn += 4 - (cursor.atColumn % 4);
    else break;
  }
}

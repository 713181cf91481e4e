/**
 * What may start at the first character of a line, as CommonMark 0.31 and GitHub have it. Each takes the line without
 * its indentation, and needs time in proportion to it.
 */

export interface AtxHeading {
  readonly depth: number;
  /** Where its text is in the line. */
  readonly textStart: number;
  readonly textEnd: number;
}

export function atxHeading(line: string): AtxHeading | undefined {
  const hashes = /^#{1,6}(?=[ \t]|$)/.exec(line)?.[0];
  if (!hashes) return undefined;
  let end = blanksTrimmed(line, line.length);
  let closing = end;
  while (closing > hashes.length && line[closing - 1] === '#') closing--;
  if (isBlank(line[closing - 1]) || closing === hashes.length) end = closing;
  return { depth: hashes.length, textStart: hashes.length, textEnd: Math.max(end, hashes.length) };
}

export interface Fence {
  readonly marker: string;
  readonly length: number;
}

export function fenceOpening(line: string): Fence | undefined {
  const run = /^(?:`{3,}|~{3,})/.exec(line)?.[0];
  if (!run || (run[0] === '`' && line.includes('`', run.length))) return undefined;
  return { marker: run[0]!, length: run.length };
}

export function closesFence(line: string, { marker, length }: Fence): boolean {
  let at = 0;
  while (line[at] === marker) at++;
  return at >= length && blanksTrimmed(line, line.length) === at;
}

/** Depth of the heading that the underline makes of the paragraph before it. */
export function setextDepth(line: string): 1 | 2 | undefined {
  const marker = line[0];
  if (marker !== '=' && marker !== '-') return undefined;
  const end = blanksTrimmed(line, line.length);
  for (let at = 0; at < end; at++) if (line[at] !== marker) return undefined;
  return marker === '=' ? 1 : 2;
}

export function isThematicBreak(line: string): boolean {
  const marker = line[0];
  if (marker !== '*' && marker !== '-' && marker !== '_') return false;
  let count = 0;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === marker) count++;
    else if (!isBlank(line[at])) return false;
  }
  return count >= 3;
}

export interface ListMarker {
  readonly length: number;
  /** A bullet, or the number 1: what may end a paragraph. */
  readonly interrupts: boolean;
}

export function listMarker(line: string): ListMarker | undefined {
  const found = /^(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)/.exec(line);
  if (!found) return undefined;
  return { length: found[0].length, interrupts: found[1] === undefined || Number(found[1]) === 1 };
}

/** Whether the line is the second of a table: dashes in as many cells as the header has. */
export function isTableDelimiter(line: string, header: string): boolean {
  if (!line.includes('|') || !/^[ \t|:-]+$/.test(line)) return false;
  const cells = cellsOf(line);
  return cells.every((cell) => /^:?-+:?$/.test(cell.trim())) && cells.length === cellsOf(header).length;
}

function cellsOf(row: string): readonly string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/);
}

/** Whether a paragraph's text is nothing but link definitions: an underline makes no heading of them. */
export function isDefinitions(paragraph: string): boolean {
  return paragraph.split(/\r\n?|\n/).every((line) => /^[ \t]*\[[^\]]+\]:[ \t]*[^ \t]+[ \t]*$/.test(line));
}

/** Length of the text without spaces and tabs at its end. */
function blanksTrimmed(text: string, length: number): number {
  let end = length;
  while (end > 0 && isBlank(text[end - 1])) end--;
  return end;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

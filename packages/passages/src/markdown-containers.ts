import { type Cursor, indentOf, isBlankLine, restOf, useIndent, useMarker } from './markdown-cursor.ts';
import { isThematicBreak, listMarker, setextDepth } from './markdown-starts.ts';

/** A block that holds blocks. `width`: how far the lines of an item are indented. */
export type Container = { readonly kind: 'quote' } | { readonly kind: 'item'; readonly width: number; filled: boolean };

/** How many of the open containers the line goes on with; their part of the line is used up. */
export function matchContainers(containers: readonly Container[], cursor: Cursor): number {
  let depth = 0;
  while (depth < containers.length && matches(containers[depth]!, cursor)) depth++;
  return depth;
}

function matches(container: Container, cursor: Cursor): boolean {
  if (container.kind === 'quote') return useQuote(cursor);
  if (isBlankLine(cursor)) return container.filled;
  if (indentOf(cursor) < container.width) return false;
  useIndent(cursor, container.width);
  return true;
}

/** Uses up a quote marker, if there is one. */
export function useQuote(cursor: Cursor): boolean {
  if (indentOf(cursor) >= 4 || isBlankLine(cursor) || cursor.text[cursor.at] !== '>') return false;
  useMarker(cursor, 1);
  if (indentOf(cursor) > 0) useIndent(cursor, 1);
  return true;
}

/** Uses up a list marker; how far the lines of its item are indented. */
export function useListMarker(cursor: Cursor, inParagraph: boolean): number | undefined {
  const rest = restOf(cursor);
  const marker = listMarker(rest);
  if (!marker || isThematicBreak(rest) || (inParagraph && setextDepth(rest))) return undefined;
  if (inParagraph && (!marker.interrupts || rest.slice(marker.length).trim() === '')) return undefined;
  const before = indentOf(cursor);
  useMarker(cursor, marker.length);
  const after = indentOf(cursor);
  const spaces = isBlankLine(cursor) || after >= 5 ? 1 : after;
  useIndent(cursor, Math.min(spaces, after));
  return before + marker.length + spaces;
}

import type { Analyzer, Token } from '@tsr/bm25/analysis';

export interface SnippetOptions {
  readonly analyzer: Analyzer;
  /** Puts a mark around a matched word. */
  readonly mark: (word: string) => string;
  /** Length of the window in characters. @default 200 */
  readonly width?: number;
}

/** The stretch of `content` with the most different query terms, on one line, with the matched words marked. */
export function snippetOf(content: string, query: string, { analyzer, mark, width = 200 }: SnippetOptions): string {
  const wanted = new Set(analyzer.terms(query));
  const matches = analyzer.tokens(content).filter(({ term }) => wanted.has(term));
  const start = wordStart(content, bestStart(matches, width));
  const end = Math.min(content.length, start + width);
  const shown = matches.filter((token) => token.start >= start && token.end <= end);
  const body = marked(content, start, end, shown, mark).replace(/\s+/g, ' ').trim();
  return `${start > 0 ? '… ' : ''}${body}${end < content.length ? ' …' : ''}`;
}

/** Start of the first match of the window with the most different terms, a little earlier for context. */
function bestStart(matches: readonly Token[], width: number): number {
  let best = 0;
  let bestCount = 0;
  for (const [index, first] of matches.entries()) {
    const inside = matches.slice(index, index + 50).filter(({ end }) => end <= first.start + width);
    const count = new Set(inside.map(({ term }) => term)).size;
    if (count > bestCount) [best, bestCount] = [first.start, count];
  }
  return Math.max(0, best - 30);
}

function wordStart(content: string, at: number): number {
  if (at === 0) return 0;
  const space = content.slice(at, at + 30).search(/\s/);
  return space < 0 ? at : at + space + 1;
}

function marked(
  content: string,
  start: number,
  end: number,
  tokens: readonly Token[],
  mark: (word: string) => string,
): string {
  let out = '';
  let at = start;
  for (const token of tokens) {
    out += content.slice(at, token.start) + mark(content.slice(token.start, token.end));
    at = token.end;
  }
  return out + content.slice(at, end);
}

import type { Document } from '@tsr/core';
import { cutSpan } from './cut-span.ts';
import { budgetOf, packSpans } from './pack-spans.ts';
import { checkedSource, limitsOf, type PassageOptions, type SourceText } from './passage-options.ts';
import { passagesOf } from './passages-of.ts';
import { linesFrom, type MeasuredSpan, measured, type Span } from './span.ts';

/**
 * Passages of plain text: paragraphs (blank lines part them) joined up to the target; one too long is cut at
 * sentences, lines, words, and as a last resort within a word. Ids are `<source>#1`, `#2`, …
 *
 * @throws TypeError or RangeError for a source or options that are not as said there.
 */
export function splitText(source: SourceText, options: PassageOptions = {}): readonly Document[] {
  const checked = checkedSource(source);
  const { text, title, path } = checked;
  const metadata = { ...(path === undefined ? {} : { path }), ...(title ? { title } : {}) };
  const parts = packSpans(text, paragraphsOf(text, options), limitsOf(options));
  return passagesOf(
    checked,
    parts.map(({ start, end }, index) => ({ name: String(index + 1), start, end, title, metadata })),
  );
}

function paragraphsOf(text: string, options: PassageOptions): readonly MeasuredSpan[] {
  const budget = budgetOf(limitsOf(options));
  const paragraphs: Span[] = [];
  let start: number | undefined;
  let end = 0;
  for (const line of linesFrom(text, 0)) {
    if (measured(text, line).words > 0) {
      start ??= line.start;
      end = line.end;
    } else if (start !== undefined) {
      paragraphs.push({ start, end });
      start = undefined;
    }
  }
  if (start !== undefined) paragraphs.push({ start, end });
  return paragraphs.flatMap((span) => cutSpan(text, span, budget, ['sentences', 'lines', 'words']));
}

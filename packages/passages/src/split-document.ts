import type { Document } from '@tsr/core';
import { invalidArgument, shown } from '@tsr/core';
import type { PassageOptions, SourceText } from './passage-options.ts';
import { splitMarkdown } from './split-markdown.ts';
import { splitText } from './split-text.ts';

export interface SourceDocument extends SourceText {
  readonly format: 'markdown' | 'text';
}

/** Passages of a document by its format: see {@link splitMarkdown} and {@link splitText}. */
export function splitDocument(source: SourceDocument, options: PassageOptions = {}): readonly Document[] {
  if (source.format === 'markdown') return splitMarkdown(source, options);
  if (source.format === 'text') return splitText(source, options);
  throw invalidArgument(`passages: format is ${shown(source.format)}; give 'markdown' or 'text'`);
}

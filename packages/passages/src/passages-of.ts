import type { Document, Metadata } from '@tsr/core';
import type { SourceText } from './passage-options.ts';
import type { Span } from './span.ts';

/** A passage before it becomes a document. */
export interface Cut extends Span {
  /** Unique in its source. */
  readonly name: string;
  readonly title?: string | undefined;
  readonly metadata: Metadata;
}

/** The documents that stand for the parts of a source. */
export function passagesOf({ id, text }: SourceText, cuts: readonly Cut[]): readonly Document[] {
  return cuts.map(({ name, start, end, title, metadata }, index) => ({
    id: `${id}#${name}`,
    content: text.slice(start, end),
    ...(title ? { title } : {}),
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
    source: { id, index, start, end },
  }));
}

import type { Document } from './contracts.ts';

/** Part of every cache key: another number, another text for the same document. */
export const PASSAGE_TEXT_VERSION = 1;

/** What embedders, cross-encoders and features read of a document: title, full stop, content. */
export function passageText(document: Document): string {
  const { title, content } = document;
  if (!title) return content;
  return content === '' ? title : `${title}. ${content}`;
}

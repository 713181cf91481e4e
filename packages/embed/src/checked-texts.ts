import { invalidArgument, shown } from '@tsr/core';

/** Checks what is to be embedded, before any work is done. */
export function checkTexts(texts: unknown): asserts texts is readonly string[] {
  if (!Array.isArray(texts)) throw invalidArgument(`embed: texts is ${shown(texts)}; give an array of strings`);
  for (const [index, text] of texts.entries()) checkText(text, `text ${index}`);
}

export function checkText(text: unknown, subject: string): asserts text is string {
  if (typeof text !== 'string') throw invalidArgument(`embed: ${subject} is ${shown(text)}; give a string`);
}

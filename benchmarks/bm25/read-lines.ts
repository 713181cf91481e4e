import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { Document } from '@tsr/core';

const CHUNK_BYTES = 1 << 22;

interface Line {
  readonly _id: string;
  readonly title?: string;
  readonly text: string;
}

/** Documents of a JSON Lines file, whatever its size: a million passages are longer than the longest string. */
export function readDocuments(path: string): readonly Document[] {
  const documents: Document[] = [];
  for (const { _id, title, text } of linesOf(path)) {
    documents.push(title ? { id: _id, title, content: text } : { id: _id, content: text });
  }
  return documents;
}

export function readTexts(path: string): readonly string[] {
  return Array.from(linesOf(path), ({ text }) => text);
}

function* linesOf(path: string): Generator<Line> {
  const file = openSync(path, 'r');
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let rest = '';
  for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
    const lines = (rest + decoder.write(chunk.subarray(0, read))).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as Line;
  }
  closeSync(file);
  if (rest.trim() !== '') yield JSON.parse(rest) as Line;
}

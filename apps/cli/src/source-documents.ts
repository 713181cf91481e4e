import { basename, extname, normalize, sep } from 'node:path';
import type { Document } from '@tsr/core';
import { splitDocument } from '@tsr/passages';
import { parseDocumentLines } from './jsonl.ts';
import { readText } from './read-text.ts';
import { type FoundFile, walk } from './walk.ts';

/** A file to index, with the id that its passages carry. */
export interface SourceFile extends FoundFile {
  readonly id: string;
}

/** Ids of passages are made of the path, and may have 512 bytes themselves. */
const MAX_SOURCE_ID_BYTES = 400;
const PATH_TOO_LONG = `its path has more than ${MAX_SOURCE_ID_BYTES} bytes; name a folder nearer to it`;

export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

const formats: Readonly<Record<string, 'markdown' | 'text' | 'jsonl'>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.txt': 'text',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
};

export const indexedExtensions: readonly string[] = Object.keys(formats);

/** The files below the roots that can be indexed. A file named as a root is taken whatever its extension. */
export async function sourceFiles(roots: readonly string[], signal: AbortSignal): Promise<readonly SourceFile[]> {
  const files: SourceFile[] = [];
  for (const root of roots) {
    for await (const file of walk(normalize(root))) {
      signal.throwIfAborted();
      if (file.path !== normalize(root) && !formats[extname(file.path).toLowerCase()]) continue;
      files.push({ ...file, id: roots.length === 1 ? file.relative : idBelow(root, file) });
    }
  }
  return files;
}

/** With several roots, their paths keep files of the same name apart. */
function idBelow(root: string, file: FoundFile): string {
  const base = normalize(root).split(sep).join('/').replace(/\/$/, '');
  return basename(root) === file.relative ? base : `${base}/${file.relative}`;
}

/** The passages of a file, or why there are none. */
export async function passagesOf(file: SourceFile, maxBytes: number): Promise<readonly Document[] | Skipped> {
  const read = await readText(file.path, file.bytes, maxBytes);
  if ('reason' in read) return { path: file.path, reason: read.reason };
  const format = formats[extname(file.path).toLowerCase()] ?? 'text';
  if (format === 'jsonl') return parseDocumentLines(read.text, file.path);
  if (Buffer.byteLength(file.id) > MAX_SOURCE_ID_BYTES) return { path: file.path, reason: PATH_TOO_LONG };
  return splitDocument({ id: file.id, path: file.id, text: read.text, format });
}

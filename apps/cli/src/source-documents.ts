import { extname, normalize, sep } from 'node:path';
import { splitDocument, splitText } from '@tsr/passages';
import { type LocatedDocument, parseDocumentLines } from './parse-document-lines.ts';
import { readText } from './read-text.ts';
import type { Skipped } from './skipped.ts';
import { type FoundFile, walk } from './walk.ts';

/** A file to index, with the id that its passages carry. */
export interface SourceFile extends FoundFile {
  readonly id: string;
}

export interface Sources {
  readonly files: readonly SourceFile[];
  /** What cannot be read. */
  readonly skipped: readonly Skipped[];
}

export interface SourceOptions {
  /** Real path of a folder to pass over. */
  readonly except?: string | undefined;
  readonly signal: AbortSignal;
}

/** Ids of passages are made of the path, and may have 512 bytes themselves. */
const MAX_SOURCE_ID_BYTES = 400;
const PATH_TOO_LONG = `its path has more than ${MAX_SOURCE_ID_BYTES} bytes; name a folder nearer to it`;

const formats: Readonly<Record<string, 'markdown' | 'text' | 'jsonl'>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.txt': 'text',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
};

export const indexedExtensions: readonly string[] = Object.keys(formats);

const formatOf = (path: string): 'markdown' | 'text' | 'jsonl' | undefined => formats[extname(path).toLowerCase()];

/**
 * The files below the roots that can be indexed, each once: roots may overlap. A file named as a root is taken
 * whatever its extension.
 */
export async function sourceFiles(roots: readonly string[], { except, signal }: SourceOptions): Promise<Sources> {
  const files = new Map<string, SourceFile>();
  const skipped: Skipped[] = [];
  for (const root of roots.map((named) => named && normalize(named))) {
    for await (const found of walk(root, except)) {
      signal.throwIfAborted();
      if ('reason' in found) skipped.push(found);
      else if ((found.path === root || formatOf(found.path)) && !files.has(found.real)) {
        files.set(found.real, { ...found, id: roots.length === 1 ? found.relative : slashed(found.path) });
      }
    }
  }
  return { files: [...files.values()], skipped };
}

/** With several roots, their paths keep files of the same name apart. */
const slashed = (path: string): string => path.split(sep).join('/');

/** The passages of a file, or why there are none. */
export async function passagesOf(file: SourceFile, maxBytes: number): Promise<readonly LocatedDocument[] | Skipped> {
  const { id, path } = file;
  const read = await readText(path, file.bytes, maxBytes);
  if ('reason' in read) return { path, reason: read.reason };
  const format = formatOf(path) ?? 'text';
  if (format === 'jsonl') return parseDocumentLines(read.text, file).flatMap(partsOf);
  if (Buffer.byteLength(id) > MAX_SOURCE_ID_BYTES) return { path, reason: PATH_TOO_LONG };
  return splitDocument({ id, path: id, text: read.text, format }).map((document) => ({ at: path, document }));
}

/** A document of JSON Lines that is too long for one passage is cut by length; its first part keeps the id. */
function partsOf({ at, document }: LocatedDocument): readonly LocatedDocument[] {
  const { id, content, title, metadata = {} } = document;
  if (Buffer.byteLength(id) > MAX_SOURCE_ID_BYTES) return [{ at, document }];
  const parts = splitText({ id, text: content, ...(title && { title }) });
  if (parts.length < 2) return [{ at, document }];
  return parts.map((part, index) => {
    const own = index === 0 ? id : `${id}~${index + 1}`;
    return { at, document: { ...part, id: own, ...(title && { title }), metadata } };
  });
}

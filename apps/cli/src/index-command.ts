import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Document } from '@tsr/core';
import { createBundledEmbedder } from '@tsr/embed';
import { oneLine } from '@tsr/telemetry';
import { counted } from './counted.ts';
import { usageError } from './fail.ts';
import { createIdCheck } from './id-check.ts';
import { createProgress, type Progress } from './progress.ts';
import { replaceCollection } from './replace-collection.ts';
import type { Skipped } from './skipped.ts';
import { indexedExtensions, passagesOf, type SourceFile, sourceFiles } from './source-documents.ts';

export interface IndexOptions {
  readonly collection: string;
  readonly maxFileMb: number;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
}

const SHOWN_SKIPS = 20;

/** `twostage index <folder…>`: documents and vectors of everything below the roots, replacing what was there. */
export async function indexCommand(roots: readonly string[], options: IndexOptions): Promise<void> {
  const { collection, quiet, signal } = options;
  const except = await realpath(collection).catch(() => resolve(collection));
  const { files, skipped: unread } = await sourceFiles(roots, { except, signal });
  if (files.length === 0) throw nothingIn(roots, unread);
  const skipped = [...unread];
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const progress = createProgress(bytes, quiet);
  try {
    const documents = firstOrNothing(documentsOf(files, options, skipped, progress), () => nothingIn(roots, skipped));
    const embedder = await createBundledEmbedder();
    const written = await replaceCollection(collection, { documents, embedder, signal });
    progress.finish();
    if (!quiet) report(written, files.length + unread.length - skipped.length, skipped, collection);
  } finally {
    progress.finish();
  }
}

async function* documentsOf(
  files: readonly SourceFile[],
  { maxFileMb, signal }: IndexOptions,
  skipped: Skipped[],
  progress: Progress,
): AsyncGenerator<Document> {
  const checkId = createIdCheck();
  for (const file of files) {
    signal.throwIfAborted();
    const passages = await passagesOf(file, maxFileMb * 2 ** 20);
    if ('reason' in passages) skipped.push(passages);
    else {
      for (const { at, document } of passages) {
        checkId(document.id, at);
        yield document;
      }
    }
    progress.advance(file.bytes);
  }
}

/** The documents; an error before anything is replaced where there is not even one. */
async function* firstOrNothing(documents: AsyncGenerator<Document>, nothing: () => Error): AsyncGenerator<Document> {
  const first = await documents.next();
  if (first.done) throw nothing();
  yield first.value;
  yield* documents;
}

function nothingIn(roots: readonly string[], skipped: readonly Skipped[]): Error {
  const reasons = skipped.slice(0, 3).map(({ path, reason }) => `\n  ${oneLine(path)}: ${reason}`);
  const wanted = `files that end in ${indexedExtensions.join(' ')}`;
  return usageError(`nothing to index in ${roots.join(', ')}; name a folder with ${wanted}${reasons.join('')}`);
}

function report(written: number, files: number, skipped: readonly Skipped[], collection: string): void {
  const say = (line: string): void => void process.stderr.write(`skipped ${oneLine(line)}\n`);
  for (const { path, reason } of skipped.slice(0, SHOWN_SKIPS)) say(`${path}: ${reason}`);
  if (skipped.length > SHOWN_SKIPS) say(`${skipped.length - SHOWN_SKIPS} more`);
  const found = `${counted(written, 'passage')} of ${counted(files, 'file')}`;
  process.stdout.write(`${found} ${written === 1 ? 'is' : 'are'} in ${collection}\n`);
}

import { writeCollection } from '@tsr/collection';
import type { Document } from '@tsr/core';
import { createBundledEmbedder } from '@tsr/embed';
import { usageError } from './fail.ts';
import { createProgress, type Progress } from './progress.ts';
import { indexedExtensions, passagesOf, type Skipped, type SourceFile, sourceFiles } from './source-documents.ts';

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
  const files = await sourceFiles(roots, signal);
  if (files.length === 0) throw nothingIn(roots, []);
  const skipped: Skipped[] = [];
  const progress = createProgress(
    files.reduce((sum, { bytes }) => sum + bytes, 0),
    quiet,
  );
  try {
    const documents = firstOrNothing(documentsOf(files, options, skipped, progress), () => nothingIn(roots, skipped));
    const embedder = await createBundledEmbedder();
    const written = await writeCollection(collection, { documents, embedder, signal });
    progress.finish();
    if (!quiet) report(written, files.length - skipped.length, skipped, collection);
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
  for (const file of files) {
    signal.throwIfAborted();
    const passages = await passagesOf(file, maxFileMb * 2 ** 20);
    if ('reason' in passages) skipped.push(passages);
    else yield* passages;
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
  const reasons = skipped.slice(0, 3).map(({ path, reason }) => `\n  ${path}: ${reason}`);
  const wanted = `files that end in ${indexedExtensions.join(' ')}`;
  return usageError(`nothing to index in ${roots.join(', ')}; name a folder with ${wanted}${reasons.join('')}`);
}

function report(written: number, files: number, skipped: readonly Skipped[], collection: string): void {
  for (const { path, reason } of skipped.slice(0, SHOWN_SKIPS)) process.stderr.write(`skipped ${path}: ${reason}\n`);
  if (skipped.length > SHOWN_SKIPS) process.stderr.write(`skipped ${skipped.length - SHOWN_SKIPS} more\n`);
  process.stdout.write(`${written} passages of ${files} files are in ${collection}\n`);
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  checkDocuments,
  type Document,
  type Embedder,
  invalidArgument,
  PASSAGE_TEXT_VERSION,
  passageText,
  shown,
  TsrError,
} from '@tsr/core';
import { FORMAT, type Manifest, VERSION } from './manifest.ts';
import { beginSnapshot, commitSnapshot, prepareDirectory, tidyUp } from './snapshot-directory.ts';
import { createStampedWriter, type StampedWriter } from './stamped-file.ts';
import { asOnlyWriter } from './write-lock.ts';

export interface WriteCollectionOptions {
  /** Any source of documents; it is read as they are written. Ids are unique. */
  readonly documents: Iterable<Document> | AsyncIterable<Document>;
  readonly embedder: Embedder;
  /** Called after each batch with the number of documents written so far. */
  readonly onProgress?: ((written: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const BATCH = 64;

/**
 * Writes a collection's documents and their vectors into a directory, replacing what it held.
 * The old content counts until the new is whole and on disk: an abort, an error or a crash changes nothing.
 *
 * @returns how many documents were written
 * @throws TsrError `TSR_IO` while another write is under way; TypeError (`TSR_INVALID_ARGUMENT`) for a document that is none or an id that was there before.
 */
export async function writeCollection(directory: string, options: WriteCollectionOptions): Promise<number> {
  await prepareDirectory(directory);
  return asOnlyWriter(directory, async () => {
    const name = await beginSnapshot(directory);
    try {
      const written = await writeSnapshot(join(directory, name), options);
      options.signal?.throwIfAborted();
      await commitSnapshot(directory, name);
      return written;
    } finally {
      await tidyUp(directory);
    }
  });
}

async function writeSnapshot(folder: string, options: WriteCollectionOptions): Promise<number> {
  const writers: StampedWriter[] = [];
  try {
    const documents = await createStampedWriter(join(folder, 'documents.jsonl'));
    writers.push(documents);
    const vectors = await createStampedWriter(join(folder, 'vectors.f32'));
    writers.push(vectors);
    const count = await writeBatches(documents, vectors, options);
    const files = { documents: await documents.finish(), vectors: await vectors.finish() };
    await writeManifest(folder, manifestOf(count, options.embedder, files));
    return count;
  } finally {
    await Promise.all(writers.map((writer) => writer.abandon()));
  }
}

function manifestOf(documents: number, embedder: Embedder, files: Manifest['files']): Manifest {
  const { name, fingerprint, dimensions } = embedder;
  const made = { passageText: PASSAGE_TEXT_VERSION, embedder: { name, fingerprint, dimensions } };
  return { format: FORMAT, version: VERSION, documents, ...made, files };
}

async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
}

async function writeBatches(
  documents: StampedWriter,
  vectors: StampedWriter,
  { documents: source, embedder, onProgress, signal }: WriteCollectionOptions,
): Promise<number> {
  const seen = new Set<string>();
  for await (const batch of batches(source)) {
    signal?.throwIfAborted();
    checkBatch(batch, seen);
    const embedded = await embedder.embedDocuments(batch.map(passageText), { signal });
    checkVectors(embedder, embedded, batch.length);
    await documents.write(Buffer.from(batch.map((document) => `${JSON.stringify(document)}\n`).join('')));
    await vectors.write(concatenate(embedded, embedder.dimensions));
    onProgress?.(seen.size);
  }
  return seen.size;
}

async function* batches(source: Iterable<Document> | AsyncIterable<Document>): AsyncGenerator<readonly Document[]> {
  let batch: Document[] = [];
  for await (const document of source) {
    batch.push(document);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function checkBatch(batch: readonly Document[], seen: Set<string>): void {
  for (const { id } of checkDocuments('collection', batch)) {
    if (seen.has(id)) throw invalidArgument(`collection: two documents have the id ${shown(id)}; keep one`);
    seen.add(id);
  }
}

function checkVectors(embedder: Embedder, vectors: readonly Float32Array[], count: number): void {
  const wrong = vectors.find((vector) => vector.length !== embedder.dimensions || !vector.every(Number.isFinite));
  if (vectors.length === count && !wrong) return;
  const fact = wrong
    ? `a vector that is not ${embedder.dimensions} finite numbers`
    : `${vectors.length} vectors for ${count} texts`;
  throw new TsrError(
    'TSR_EMBEDDER_CONTRACT',
    `collection: embedder ${embedder.name} returned ${fact}; fix the embedder`,
  );
}

function concatenate(vectors: readonly Float32Array[], dimensions: number): Uint8Array {
  const flat = new Float32Array(vectors.length * dimensions);
  for (const [index, vector] of vectors.entries()) flat.set(vector, index * dimensions);
  return new Uint8Array(flat.buffer);
}

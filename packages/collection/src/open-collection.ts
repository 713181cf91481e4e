import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMemoryDocumentStore, type Document, type Embedder, TsrError } from '@tsr/core';
import type { Collection, OpenCollectionOptions } from './collection.ts';
import { createFirstStages } from './first-stages.ts';
import { corrupt, type EmbedderIdentity, type Manifest, parseManifest } from './manifest.ts';
import { currentSnapshot } from './snapshot-directory.ts';
import { readStamped } from './stamped-file.ts';

/**
 * Opens what {@link writeCollection} wrote. Files are checked against their manifest.
 *
 * @throws TsrError `TSR_IO` where there is no collection, `TSR_CORRUPT_FILE` where it is damaged, and
 *   `TSR_EMBEDDER_MISMATCH` for an embedder other than the one it was written with.
 */
export async function openCollection(directory: string, options: OpenCollectionOptions): Promise<Collection> {
  const folder = await currentSnapshot(directory);
  try {
    return await openSnapshot(directory, folder, options);
  } catch (error) {
    // A write that ended in the meantime has removed what was being read.
    const current = await currentSnapshot(directory);
    if (current === folder) throw error;
    return openSnapshot(directory, current, options);
  }
}

async function openSnapshot(directory: string, folder: string, options: OpenCollectionOptions): Promise<Collection> {
  const manifest = await readManifest(folder);
  checkEmbedder(directory, manifest.embedder, options.embedder);
  const documents = parseDocuments(await readStamped(join(folder, 'documents.jsonl'), manifest.files.documents));
  const vectors = parseVectors(await readStamped(join(folder, 'vectors.f32'), manifest.files.vectors), manifest);
  if (documents.length !== manifest.documents) {
    throw corrupt(
      `${folder} holds ${documents.length} documents, its manifest says ${manifest.documents}; index again`,
    );
  }
  const { embedder, files } = manifest;
  const held = { size: documents.length, checksum: files.documents.sha256, embedder };
  return {
    ...held,
    documents: createMemoryDocumentStore(documents),
    ...createFirstStages(documents, vectors, options),
  };
}

async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, 'manifest.json');
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw corrupt(`${path} cannot be read (${cause.code}); index again`, cause);
  });
  return parseManifest(text, path);
}

function checkEmbedder(directory: string, written: EmbedderIdentity, given: Embedder): void {
  if (written.fingerprint === given.fingerprint && written.dimensions === given.dimensions) return;
  throw new TsrError(
    'TSR_EMBEDDER_MISMATCH',
    `collection: ${directory} was made with embedder ${identity(written)}, opened with ${identity(given)}; ` +
      'open it with the first, or index again with the second',
  );
}

function identity({ name, fingerprint, dimensions }: EmbedderIdentity): string {
  return `${name} (${dimensions} dimensions, ${fingerprint})`;
}

/** The checksum has held, so each line is the JSON that was written. */
function parseDocuments(content: Buffer): readonly Document[] {
  const lines = content.toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Document);
}

function parseVectors(content: Buffer, { documents, embedder }: Manifest): readonly Float32Array[] {
  const { dimensions } = embedder;
  if (content.byteLength !== documents * dimensions * Float32Array.BYTES_PER_ELEMENT) {
    throw corrupt(`vectors are ${content.byteLength} bytes for ${documents} x ${dimensions}; index again`);
  }
  const flat = new Float32Array(new Uint8Array(content).buffer);
  return Array.from({ length: documents }, (_, row) => flat.subarray(row * dimensions, (row + 1) * dimensions));
}

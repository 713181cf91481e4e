import { readFile } from 'node:fs/promises';
import { TsrError } from '@tsr/core';
import { createStaticEmbedder, type StaticEmbedder, type StaticEmbedderOptions } from './static-embedder.ts';

const TABLE = new URL('../table/static-v2.bin', import.meta.url);

/** Options of {@link createBundledEmbedder}. */
export type BundledEmbedderOptions = Pick<StaticEmbedderOptions, 'onWarning'>;

/**
 * The embedder that comes with this package: 256 dimensions, English, offline. `table/CARD.md` says how its table
 * was made, from what, and what it is good for. Texts in other languages get a zero vector, and the first one a
 * warning: `onWarning`, by default a process warning.
 * @throws TsrError `TSR_IO` if the table's file is missing, `TSR_CORRUPT_FILE` if it was altered.
 */
export async function createBundledEmbedder({ onWarning }: BundledEmbedderOptions = {}): Promise<StaticEmbedder> {
  return createStaticEmbedder({ table: await readTable(), onWarning });
}

async function readTable(): Promise<Uint8Array> {
  try {
    return await readFile(TABLE);
  } catch (cause) {
    throw new TsrError('TSR_IO', `embed: the bundled table ${TABLE.href} cannot be read; install @tsr/embed again`, {
      cause,
    });
  }
}

import { readFile } from 'node:fs/promises';
import { TsrError } from '@tsr/core';
import { createStaticEmbedder, type StaticEmbedder } from './static-embedder.ts';

const TABLE = new URL('../table/static-v1.bin', import.meta.url);

/**
 * The embedder that comes with this package: 256 dimensions, English, offline. `table/CARD.md` says how its table
 * was made, from what, and what it is good for.
 * @throws TsrError `TSR_IO` if the table's file is missing, `TSR_CORRUPT_FILE` if it was altered.
 */
export async function createBundledEmbedder(): Promise<StaticEmbedder> {
  return createStaticEmbedder({ table: await readTable() });
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

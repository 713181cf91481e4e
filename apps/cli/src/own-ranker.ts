import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ranker, readRanker } from '@tsr/rerank-learned';
import { dataError } from './fail.ts';
import { writeWhole } from './write-whole.ts';

const FILE = 'ranker.json';

/** The ranker that `train` left beside a collection; undefined where there is none. @throws Error for a damaged one. */
export async function readOwnRanker(collection: string): Promise<Ranker | undefined> {
  const path = join(collection, FILE);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw dataError(`${path} cannot be read (${error.code}); make it readable, or delete it and train again`);
  });
  if (text === undefined) return undefined;
  try {
    return readRanker(JSON.parse(text));
  } catch (error) {
    throw dataError(`${path}: ${(error as Error).message}; delete it and train again`);
  }
}

export function writeOwnRanker(collection: string, text: string): Promise<string> {
  return writeWhole(join(collection, FILE), text);
}

import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { GraphMembers } from '../graph/graph-members.ts';

/** The engine's file, piece by piece: engines write files only. It is beside `path` for as long as it is read. */
export async function* graphBytes(members: Pick<GraphMembers, 'save'>, path: string): AsyncGenerator<Uint8Array> {
  const folder = await mkdtemp(join(dirname(path), '.graph-'));
  try {
    const file = join(folder, 'graph');
    members.save(file);
    yield* createReadStream(file, { highWaterMark: 2 ** 20 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Calls `open` with the path of a file of these bytes, which is there until it returns: engines read files only. */
export async function withGraphFile<T>(bytes: Uint8Array, open: (path: string) => T): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tsr-graph-'));
  try {
    const file = join(folder, 'graph');
    await writeFile(file, bytes);
    return open(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

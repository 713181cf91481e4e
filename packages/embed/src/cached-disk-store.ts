import { mkdir, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createSerialQueue, type Disposable, invalidArgument, shown, TsrError } from '@tsr/core';
import { createSegment, type DiskSegment, openSegment, SEGMENT_ENDING } from './cached-disk-segment.ts';
import { tidiedSegments } from './cached-disk-tidy.ts';
import type { VectorEntry, VectorStore } from './cached-vector-store.ts';
import { checkWhole } from './checked-numbers.ts';

export interface DiskVectorStoreOptions {
  /** Made where it is not there. Belongs to stores alone. */
  readonly folder: string;
  /** When the store is opened and its files take more, those that were written first are deleted. @default 4 GiB */
  readonly maxBytes?: number;
}

export interface DiskVectorStore extends VectorStore, Disposable {
  /** Vectors that it knows. */
  readonly count: number;
  /** Records that were found damaged, and forgotten, since it was opened. */
  readonly damaged: number;
}

interface Place {
  readonly segment: DiskSegment;
  readonly record: number;
  /** Where the same key stands, too: one of them may be damaged. */
  readonly other: Place | undefined;
}

const ROTATE_BYTES = 2 ** 26;

/**
 * Keeps vectors in files of a folder. Each process adds to a file of its own and reads all that were there when it
 * opened the store, so that several may work in one folder. Each record has a checksum: a damaged one is forgotten, and
 * so embedded again. Nothing is synced: after a power failure the last vectors may be missing, and none is wrong.
 * @throws TsrError `TSR_IO` if the folder cannot be read or written.
 */
export async function createDiskVectorStore(options: DiskVectorStoreOptions): Promise<DiskVectorStore> {
  const { folder: given, maxBytes = 2 ** 32 } = options;
  if (typeof given !== 'string' || given === '')
    throw invalidArgument(`embed: folder is ${shown(given)}; pass the path of a folder`);
  checkWhole('maxBytes', maxBytes, 0);
  const folder = resolve(given);
  const segments = await ioChecked(folder, () => openAll(folder, maxBytes));
  const places = await ioChecked(folder, () => placesOf(segments));
  const queue = createSerialQueue();
  const own = new Map<number, DiskSegment>();
  let damaged = 0;
  let disposed: Promise<void> | undefined;

  async function get(key: string): Promise<Float32Array | undefined> {
    for (let place = places.get(key); place; place = place.other) {
      const vector = await place.segment.read(place.record, key);
      if (vector !== undefined) return vector;
      damaged++;
    }
    places.delete(key);
    return undefined;
  }

  async function writable(dimensions: number): Promise<DiskSegment> {
    const current = own.get(dimensions);
    if (current && current.records * dimensions * 4 < ROTATE_BYTES) return current;
    const fresh = await createSegment(folder, dimensions);
    segments.push(fresh);
    own.set(dimensions, fresh);
    return fresh;
  }

  async function put(entries: readonly VectorEntry[]): Promise<void> {
    for (const [dimensions, group] of byLength(entries)) {
      const segment = await writable(dimensions);
      const first = await segment.append(group);
      for (const [index, { key }] of group.entries())
        places.set(key, { segment, record: first + index, other: undefined });
    }
  }

  async function close(): Promise<void> {
    await queue(async () => {
      for (const segment of segments) await segment.close();
    });
  }

  return {
    get count() {
      return places.size;
    },
    get damaged() {
      return damaged;
    },
    async getMany(keys) {
      checkOpen(folder, disposed);
      return queue(() => ioChecked(folder, () => Promise.all(keys.map(get))));
    },
    async setMany(entries) {
      checkOpen(folder, disposed);
      return queue(() => ioChecked(folder, () => put(entries)));
    },
    dispose() {
      disposed ??= close();
      return disposed;
    },
  };
}

/** Oldest first, so that of two records of one key the later counts: the earlier may be damaged. */
async function openAll(folder: string, maxBytes: number): Promise<DiskSegment[]> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder)).filter((name) => name.endsWith(SEGMENT_ENDING));
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const info = await stat(path).catch(() => undefined);
      return { path, bytes: info?.size ?? 0, writtenAt: info?.mtimeMs ?? 0 };
    }),
  );
  const paths = await tidiedSegments(
    folder,
    files.sort((a, b) => a.writtenAt - b.writtenAt),
    maxBytes,
  );
  const opened = await Promise.all(paths.map(openedIfThere));
  return opened.filter((segment) => segment !== undefined);
}

/** Another process may have tidied it away. */
async function openedIfThere(path: string): Promise<DiskSegment | undefined> {
  try {
    return await openSegment(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function placesOf(segments: readonly DiskSegment[]): Promise<Map<string, Place>> {
  const places = new Map<string, Place>();
  for (const segment of segments) {
    let record = 0;
    for await (const key of segment.keys()) places.set(key, { segment, record: record++, other: places.get(key) });
  }
  return places;
}

function byLength(entries: readonly VectorEntry[]): ReadonlyMap<number, readonly VectorEntry[]> {
  const groups = new Map<number, VectorEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.vector.length) ?? [];
    groups.set(entry.vector.length, group);
    group.push(entry);
  }
  return groups;
}

function checkOpen(folder: string, disposed: Promise<void> | undefined): void {
  if (disposed)
    throw new TsrError('TSR_DISPOSED', `embed: the vector store of ${folder} was disposed of; open it again`);
}

async function ioChecked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new TsrError('TSR_IO', `embed: ${folder} cannot be read or written; free space or check permissions`, {
      cause,
    });
  }
}

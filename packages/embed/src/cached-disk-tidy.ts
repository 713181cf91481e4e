import { rm } from 'node:fs/promises';
import { createSegment, type DiskSegment, openSegment } from './cached-disk-segment.ts';

export interface SegmentFile {
  readonly path: string;
  readonly bytes: number;
  /** Epoch milliseconds. */
  readonly writtenAt: number;
}

const SMALL_BYTES = 2 ** 23;
const MANY = 16;
// Whoever made a file may still be adding to it. If that goes wrong, vectors are embedded again, no more.
const AT_REST_MS = 3_600_000;
const BATCH = 256;

/**
 * Deletes what was written first where all takes too much, and joins small files where there are many: each process
 * leaves one. Gives the paths that are left, in order of writing.
 */
export async function tidiedSegments(
  folder: string,
  oldestFirst: readonly SegmentFile[],
  maxBytes: number,
): Promise<readonly string[]> {
  const kept = await withinLimit(oldestFirst, maxBytes);
  const small = kept.filter(({ bytes, writtenAt }) => bytes < SMALL_BYTES && Date.now() - writtenAt > AT_REST_MS);
  if (small.length < MANY) return kept.map(({ path }) => path);
  const joined = await join(folder, small);
  const rest = kept.filter((file) => !small.includes(file)).map(({ path }) => path);
  // First: what others have written since counts more.
  return [...joined, ...rest];
}

async function withinLimit(oldestFirst: readonly SegmentFile[], maxBytes: number): Promise<readonly SegmentFile[]> {
  let total = oldestFirst.reduce((sum, { bytes }) => sum + bytes, 0);
  const kept: SegmentFile[] = [];
  for (const file of oldestFirst) {
    if (total > maxBytes) {
      total -= file.bytes;
      await removed(file.path);
    } else kept.push(file);
  }
  return kept;
}

async function join(folder: string, files: readonly SegmentFile[]): Promise<readonly string[]> {
  const joined = new Map<number, DiskSegment>();
  for (const { path } of files) {
    const segment = await openSegment(path).catch(() => undefined);
    if (segment === undefined) continue;
    const target = joined.get(segment.dimensions) ?? (await createSegment(folder, segment.dimensions));
    joined.set(segment.dimensions, target);
    await copySound(segment, target);
    await segment.close();
  }
  for (const segment of joined.values()) await segment.close();
  for (const { path } of files) await removed(path);
  return [...joined.values()].map(({ path }) => path);
}

async function copySound(from: DiskSegment, to: DiskSegment): Promise<void> {
  let batch: { key: string; vector: Float32Array }[] = [];
  let record = 0;
  for await (const key of from.keys()) {
    const vector = await from.read(record++, key);
    if (vector !== undefined) batch.push({ key, vector });
    if (batch.length < BATCH) continue;
    await to.append(batch);
    batch = [];
  }
  if (batch.length > 0) await to.append(batch);
}

/** Where it cannot be deleted, because another process has it open, it stays for the next time. */
async function removed(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => {});
}

import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { invalidArgument, TsrError } from '@tsr/core';
import { corrupt } from './manifest.ts';
import { isLock } from './write-lock.ts';

/** Names the snapshot that counts. Renamed into place, so it always names a whole one. */
const POINTER = 'CURRENT';
const PREFIX = 'snapshot-';

/** How the collection is searched, and a ranker of its own: kept when it is written anew. */
const TUNED = ['settings.json', 'ranker.json'];

const isOurs = (entry: string): boolean =>
  [POINTER, PREFIX, ...TUNED].some((own) => entry.startsWith(own)) || isLock(entry);
const isHidden = (entry: string): boolean => entry.startsWith('.');

/**
 * Makes sure that the directory is there and holds nothing but a collection; hidden files do not count.
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) where the directory holds other things, TsrError `TSR_IO` where it
 *   cannot be made.
 */
export async function prepareDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw new TsrError('TSR_IO', `collection: ${directory} cannot be written (${cause.code}); choose another`, {
      cause,
    });
  });
  const foreign = (await readdir(directory)).find((entry) => !isOurs(entry) && !isHidden(entry));
  if (foreign === undefined) return;
  throw invalidArgument(
    `collection: ${directory} holds files that are not a collection's (${foreign}); choose an empty directory`,
  );
}

/** A new, empty snapshot folder; its name. */
export async function beginSnapshot(directory: string): Promise<string> {
  const name = `${PREFIX}${randomUUID()}`;
  await mkdir(join(directory, name));
  return name;
}

/** Makes the snapshot, which is whole and synced, the one that counts. */
export async function commitSnapshot(directory: string, name: string): Promise<void> {
  await syncDirectory(join(directory, name));
  const draft = join(directory, `${POINTER}-${name}`);
  const file = await open(draft, 'wx');
  await file.writeFile(name);
  await file.sync();
  await file.close();
  await rename(draft, join(directory, POINTER));
}

/** A new name in a directory outlasts a power cut once the directory is synced. Windows knows no such thing. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  await handle.sync();
  await handle.close();
}

/** Syncs the directory and removes every snapshot that does not count. What cannot be done now, the next write does. */
export async function tidyUp(directory: string): Promise<void> {
  try {
    await syncDirectory(directory);
    const current = await readFile(join(directory, POINTER), 'utf8').catch(() => '');
    const entries = await readdir(directory);
    const stale = entries.filter((entry) => isSnapshotOrDraft(entry) && entry !== current);
    await Promise.all(stale.map((entry) => rm(join(directory, entry), { recursive: true, force: true })));
  } catch {
    // What counts is not touched, and was already said to have been written, or not.
  }
}

const isSnapshotOrDraft = (entry: string): boolean => entry.startsWith(PREFIX) || entry.startsWith(`${POINTER}-`);

/** Folder of the snapshot that counts. */
export async function currentSnapshot(directory: string): Promise<string> {
  const pointer = join(directory, POINTER);
  const name = await readFile(pointer, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const fact = cause.code === 'ENOENT' ? 'holds no collection' : `cannot be read (${cause.code})`;
    throw new TsrError('TSR_IO', `collection: ${directory} ${fact}; make one with \`twostage index\``, { cause });
  });
  if (/^snapshot-[0-9a-f-]{36}$/.test(name)) return join(directory, name);
  throw corrupt(`${pointer} names no snapshot; index again`);
}

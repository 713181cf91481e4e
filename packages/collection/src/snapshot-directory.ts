import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { invalidArgument, TsrError } from '@tsr/core';

/** Names the snapshot that counts. Renamed into place, so it always names a whole one. */
const POINTER = 'CURRENT';
const PREFIX = 'snapshot-';

/**
 * A new, empty snapshot folder in a collection's directory, which is made where it is missing.
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) where the directory holds other things.
 */
export async function beginSnapshot(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const foreign = (await readdir(directory)).filter((name) => !name.startsWith(POINTER) && !name.startsWith(PREFIX));
  if (foreign.length > 0) {
    throw invalidArgument(
      `collection: ${directory} holds files that are not a collection's (${foreign[0]}); choose an empty directory`,
    );
  }
  const name = `${PREFIX}${randomUUID()}`;
  await mkdir(join(directory, name));
  return name;
}

/** Makes the snapshot the one that counts, and removes what counted before. */
export async function commitSnapshot(directory: string, name: string): Promise<void> {
  const draft = join(directory, `${POINTER}-${name}`);
  const file = await open(draft, 'wx');
  await file.writeFile(name);
  await file.sync();
  await file.close();
  await rename(draft, join(directory, POINTER));
  await syncDirectory(directory);
  await removeOthers(directory, name);
}

/** A rename outlasts a power cut once its directory is synced. Windows knows no such thing. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  await handle.sync();
  await handle.close();
}

async function removeOthers(directory: string, name: string): Promise<void> {
  const stale = (await readdir(directory)).filter((entry) => entry !== POINTER && entry !== name);
  await Promise.all(stale.map((entry) => rm(join(directory, entry), { recursive: true, force: true })));
}

export async function discardSnapshot(directory: string, name: string): Promise<void> {
  await rm(join(directory, name), { recursive: true, force: true });
}

/** Folder of the snapshot that counts. */
export async function currentSnapshot(directory: string): Promise<string> {
  const pointer = join(directory, POINTER);
  const name = await readFile(pointer, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const fact = cause.code === 'ENOENT' ? 'holds no collection' : `cannot be read (${cause.code})`;
    throw new TsrError('TSR_IO', `collection: ${directory} ${fact}; make one with \`twostage index\``, { cause });
  });
  if (!/^snapshot-[0-9a-f-]{36}$/.test(name)) {
    throw new TsrError('TSR_CORRUPT_FILE', `collection: ${pointer} names no snapshot; index again`);
  }
  return join(directory, name);
}

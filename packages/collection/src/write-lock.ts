import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TsrError } from '@tsr/core';

const LOCK = 'LOCK';

/** Whether an entry of a collection's directory belongs to its lock. */
export const isLock = (entry: string): boolean => entry.startsWith(LOCK);

/**
 * Does `work` as the only writer of the directory. A lock whose process is gone is taken over.
 * @throws TsrError `TSR_IO` while another write is under way, in this process or another.
 */
export async function asOnlyWriter<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const path = join(directory, LOCK);
  await takeLock(directory, path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function takeLock(directory: string, path: string): Promise<void> {
  if (await create(path)) return;
  const holder = Number(await readFile(path, 'utf8').catch(() => ''));
  if (!isAlive(holder)) {
    // Of several that find the lock stale, one moves it away; the others find none, or a new one.
    const stale = `${path}-${randomUUID()}`;
    await rename(path, stale).catch(() => {});
    await rm(stale, { force: true });
    if (await create(path)) return;
  }
  throw new TsrError(
    'TSR_IO',
    `collection: ${directory} is being written by process ${holder}; try again when it is done`,
  );
}

/** False where the file is there already. It is linked into place, so that nobody sees it without its number. */
async function create(path: string): Promise<boolean> {
  const draft = `${path}-${randomUUID()}`;
  await writeFile(draft, String(process.pid));
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

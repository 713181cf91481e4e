import { existsSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { type WriteCollectionOptions, writeCollection } from '@tsr/collection';
import { TsrError } from '@tsr/core';

/**
 * {@link writeCollection}, for a directory that the user chose: a failure leaves no empty directory behind that was
 * not there before, and what the file system refuses is said in plain words.
 */
export async function replaceCollection(directory: string, options: WriteCollectionOptions): Promise<number> {
  const isNew = !existsSync(directory);
  try {
    return await writeCollection(directory, options);
  } catch (error) {
    // Removes nothing that holds anything.
    if (isNew) await rmdir(directory).catch(() => {});
    throw isSystemError(error) ? unwritable(directory, error) : error;
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function unwritable(directory: string, cause: NodeJS.ErrnoException): TsrError {
  const remedy = 'make it writable, or choose another with --collection';
  return new TsrError('TSR_IO', `${directory} cannot be written (${cause.code}); ${remedy}`, { cause });
}

import { lstat, opendir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { usageError } from './fail.ts';

/** A file below a root that was asked for. */
export interface FoundFile {
  readonly path: string;
  /** Relative to its root, with `/`; the file's own name where the root is a file. */
  readonly relative: string;
  readonly bytes: number;
}

const skippedFolder = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

/**
 * The regular files below `root`, in a fixed order. Links are not followed. Hidden folders and `node_modules`
 * are passed over, unless the root lies in such a folder itself: what is named is walked.
 */
export async function* walk(root: string): AsyncGenerator<FoundFile> {
  const stats = await lstat(root).catch(() => undefined);
  if (!stats) throw usageError(`${root} does not exist; name a folder or a file`);
  if (stats.isFile()) {
    yield { path: root, relative: root.split(sep).at(-1) ?? root, bytes: stats.size };
    return;
  }
  const passAll = root.split(sep).some((part) => part !== '.' && part !== '..' && skippedFolder(part));
  yield* walkFolder(root, '', passAll);
}

async function* walkFolder(folder: string, prefix: string, passAll: boolean): AsyncGenerator<FoundFile> {
  for (const entry of await sortedEntries(folder)) {
    const path = join(folder, entry.name);
    const relative = prefix + entry.name;
    if (entry.isDirectory() && (passAll || !skippedFolder(entry.name)))
      yield* walkFolder(path, `${relative}/`, passAll);
    else if (entry.isFile()) yield { path, relative, bytes: (await lstat(path)).size };
  }
}

async function sortedEntries(folder: string) {
  const entries = [];
  for await (const entry of await opendir(folder)) entries.push(entry);
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

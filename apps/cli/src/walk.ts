import type { Dirent, Stats } from 'node:fs';
import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { usageError } from './fail.ts';
import { type Skipped, unreadable } from './skipped.ts';

/** A file below a root that was asked for. */
export interface FoundFile {
  readonly path: string;
  /** The path without links: the same for the same file, whatever the root. */
  readonly real: string;
  /** Relative to its root, with `/`; the file's own name where the root is a file. */
  readonly relative: string;
  readonly bytes: number;
}

type Place = Omit<FoundFile, 'bytes'>;

const skippedFolder = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

/**
 * The regular files below `root`, in a fixed order, and the folders and files that cannot be read. A root may be a
 * link, links below it are not followed. Hidden folders and `node_modules` are passed over, unless the root lies in
 * such a folder itself: what is named is walked. The folder with the real path `except` is passed over always.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for a root that is neither a file nor a folder, or is that folder.
 */
export async function* walk(root: string, except?: string): AsyncGenerator<FoundFile | Skipped> {
  const stats = await statRoot(root);
  const real = await realpath(root);
  if (stats.isFile()) {
    yield { path: root, real, relative: basename(root), bytes: stats.size };
    return;
  }
  if (!stats.isDirectory()) throw usageError(`${root} is neither a file nor a folder; name one`);
  if (real === except) throw usageError(`${root} is the collection itself; choose another with --collection`);
  const passAll = root.split(sep).some((part) => part !== '.' && part !== '..' && skippedFolder(part));
  const enters = (name: string, at: string): boolean => at !== except && (passAll || !skippedFolder(name));
  yield* walkFolder({ path: root, real, relative: '' }, enters);
}

async function statRoot(root: string): Promise<Stats> {
  if (root === '') throw usageError('a path is empty; name a folder or a file');
  return stat(root).catch((error: NodeJS.ErrnoException) => {
    const missing = error.code === 'ENOENT' || error.code === 'ENOTDIR';
    throw usageError(`${root} ${missing ? 'does not exist' : unreadable(error)}; name a folder or a file`);
  });
}

async function* walkFolder(
  folder: Place,
  enters: (name: string, real: string) => boolean,
): AsyncGenerator<FoundFile | Skipped> {
  const entries = await sortedEntries(folder.path);
  if ('reason' in entries) return yield entries;
  for (const entry of entries) {
    const place = placeOf(folder, entry.name);
    if (entry.isFile()) yield await measured(place);
    else if (entry.isDirectory() && enters(entry.name, place.real)) {
      yield* walkFolder({ ...place, relative: `${place.relative}/` }, enters);
    }
  }
}

function placeOf(folder: Place, name: string): Place {
  return { path: join(folder.path, name), real: join(folder.real, name), relative: folder.relative + name };
}

async function measured(place: Place): Promise<FoundFile | Skipped> {
  try {
    return { ...place, bytes: (await lstat(place.path)).size };
  } catch (error) {
    return { path: place.path, reason: unreadable(error) };
  }
}

async function sortedEntries(path: string): Promise<readonly Dirent[] | Skipped> {
  try {
    const entries: Dirent[] = [];
    for await (const entry of await opendir(path)) entries.push(entry);
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    return { path, reason: unreadable(error) };
  }
}

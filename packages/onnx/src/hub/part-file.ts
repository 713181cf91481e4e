import { randomUUID } from 'node:crypto';
import { copyFile, type FileHandle, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { digestsOf, type FileDigests, sha256Of } from './file-digest.ts';

/**
 * The beginning of a file that is being downloaded, beside its target. Its name says of which version of the file it
 * is, and is its own: two processes write two parts, and one that comes later goes on with the longest.
 */
export interface PartFile {
  /** The ETag of the version; empty where the server gave none that two pieces can be joined by. */
  readonly etag: string;
  readonly bytes: number;
  append(piece: Uint8Array): Promise<void>;
  /** Of what is there. Reads the open file: another process may have removed its name meanwhile. */
  digests(): Promise<FileDigests>;
  /** Puts it in the target's place, where `sha256` is what it has, and removes all other parts. */
  install(sha256: string): Promise<void>;
  /** Closes the file; what is there can be gone on with. */
  close(): Promise<void>;
  remove(): Promise<void>;
}

// As a part of a file's name it must not be longer.
const LONGEST_ETAG = 80;
// Longer than any connection may be silent.
const AT_REST_MS = 600_000;

interface Leftover {
  readonly path: string;
  readonly bytes: number;
  readonly etag: string;
  /** Nobody is writing to it. */
  readonly atRest: boolean;
}

/** An empty part of the version that the ETag names. */
export async function createPart(target: string, etag: string | null): Promise<PartFile> {
  await mkdir(dirname(target), { recursive: true });
  const joinable = etag !== null && !etag.startsWith('W/') && etag.length <= LONGEST_ETAG ? etag : '';
  return openPart(target, newPartPath(target, joinable), joinable);
}

/**
 * The longest part that an earlier attempt left and that can be gone on with; undefined without one. Where another
 * process may be writing to it, a copy.
 */
export async function adoptPart(target: string): Promise<PartFile | undefined> {
  const parts = await Promise.all((await partsOf(target)).map(measured));
  const [longest] = parts.filter(({ bytes, etag }) => bytes > 0 && etag !== '').sort((a, b) => b.bytes - a.bytes);
  if (!longest) return undefined;
  const path = newPartPath(target, longest.etag);
  try {
    await (longest.atRest ? rename(longest.path, path) : copyFile(longest.path, path));
    await utimes(path, new Date(), new Date());
  } catch {
    // Another process has come to the end with it, or has taken it: then it is begun anew.
    return undefined;
  }
  for (const other of parts) if (other.atRest && other !== longest) await rm(other.path, { force: true });
  return openPart(target, path, longest.etag);
}

async function openPart(target: string, path: string, etag: string): Promise<PartFile> {
  const handle = await open(path, 'a+');
  let { size } = await handle.stat();
  return {
    etag,
    get bytes() {
      return size;
    },
    async append(piece) {
      await writeAll(handle, piece);
      size += piece.length;
    },
    digests: () => digestsOf(handle.createReadStream({ start: 0, autoClose: false }), size),
    async install(sha256) {
      await handle.sync();
      await handle.close();
      await moveInto(path, target, sha256);
      await removeParts(target);
    },
    async close() {
      await handle.close();
      // Nobody writes to it any more. Where it is gone, it has been removed.
      await utimes(path, 0, 0).catch(() => {});
    },
    async remove() {
      await handle.close();
      await rm(path, { force: true });
    },
  };
}

/** Removes every part of a file; one that another process is writing does not come to harm by it. */
export async function removeParts(target: string): Promise<void> {
  for (const part of await partsOf(target)) await rm(part, { force: true }).catch(() => {});
}

async function writeAll(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let done = 0; done < piece.length; ) done += (await handle.write(piece, done)).bytesWritten;
}

/** Another process may have been faster, and have removed the part: then its file has to be the same. */
async function moveInto(path: string, target: string, sha256: string): Promise<void> {
  try {
    await rename(path, target);
  } catch (error) {
    if ((await sha256Of(target).catch(() => undefined)) !== sha256) throw error;
    await rm(path, { force: true });
  }
}

function newPartPath(target: string, etag: string): string {
  return `${target}.${Buffer.from(etag).toString('hex')}.${randomUUID()}.part`;
}

async function partsOf(target: string): Promise<readonly string[]> {
  const names = await readdir(dirname(target)).catch(() => []);
  const own = names.filter((name) => name.startsWith(`${basename(target)}.`) && name.endsWith('.part'));
  return own.map((name) => join(dirname(target), name));
}

async function measured(path: string): Promise<Leftover> {
  const [, , hex = ''] = /^(.*)\.([0-9a-f]*)\.[^.]+\.part$/.exec(path) ?? [];
  const info = await stat(path).catch(() => undefined);
  return {
    path,
    bytes: info?.size ?? 0,
    etag: Buffer.from(hex, 'hex').toString(),
    atRest: info !== undefined && Date.now() - info.mtimeMs > AT_REST_MS,
  };
}

import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TsrError } from '@tsr/core';
import { isCommit } from './hub-listing.ts';

/** What was first downloaded into a cache folder: later loads are checked against it. */
export interface HubManifest {
  readonly version: 1;
  readonly repository: string;
  /** As it was asked for. */
  readonly revision: string;
  /** What the revision stood for then; null where the files were put there by hand. */
  readonly commit: string | null;
  /** SHA-256 and size of each file, by path. */
  readonly files: Readonly<Record<string, ManifestFile>>;
  /** Paths that the repository does not have. */
  readonly absent: readonly string[];
}

export interface ManifestFile {
  readonly sha256: string;
  readonly bytes: number;
}

const NAME = 'tsr-manifest.json';

export type ManifestIdentity = Pick<HubManifest, 'repository' | 'revision'>;

/**
 * The manifest of a cache folder; undefined where there is none.
 * @throws TsrError `TSR_CORRUPT_FILE` if it cannot be read, or is another model's.
 */
export async function readManifest(folder: string, identity: ManifestIdentity): Promise<HubManifest | undefined> {
  const text = await readFile(join(folder, NAME), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new TsrError('TSR_IO', `onnx: ${join(folder, NAME)} cannot be read; check its permissions`, { cause: error });
  });
  if (text === undefined) return undefined;
  const manifest = parsed(text);
  if (manifest?.repository === identity.repository && manifest.revision === identity.revision) return manifest;
  const fact = manifest ? `is that of ${manifest.repository} at ${manifest.revision}` : 'is damaged';
  throw new TsrError(
    'TSR_CORRUPT_FILE',
    `onnx: ${join(folder, NAME)} ${fact}; delete the folder, and the model is fetched again`,
  );
}

/** Writes a folder's first manifest; gives the one that counts, another process's where that was faster. */
export async function claimManifest(folder: string, manifest: HubManifest): Promise<HubManifest> {
  const temporary = await written(folder, manifest);
  try {
    await link(temporary, join(folder, NAME));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return (await readManifest(folder, manifest)) ?? manifest;
    // A file system without links: the last one counts.
    await rename(temporary, join(folder, NAME));
  } finally {
    await rm(temporary, { force: true });
  }
  return manifest;
}

/** Replaces the manifest, whole. */
export async function replaceManifest(folder: string, manifest: HubManifest): Promise<void> {
  await rename(await written(folder, manifest), join(folder, NAME));
}

async function written(folder: string, manifest: HubManifest): Promise<string> {
  const temporary = join(folder, `${NAME}.${randomUUID()}.tmp`);
  await mkdir(folder, { recursive: true });
  await writeFile(temporary, `${JSON.stringify(manifest, undefined, 2)}\n`);
  return temporary;
}

function parsed(text: string): HubManifest | undefined {
  try {
    const manifest: HubManifest = JSON.parse(text);
    return isManifest(manifest) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

function isManifest({ version, commit, files, absent }: HubManifest): boolean {
  const digests = Object.values(files).every(({ sha256, bytes }) => /^[0-9a-f]{64}$/.test(sha256) && bytes > 0);
  return version === 1 && (commit === null || isCommit(commit)) && digests && Array.isArray(absent);
}

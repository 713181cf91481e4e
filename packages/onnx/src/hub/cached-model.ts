import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TsrError } from '@tsr/core';
import { downloadFile } from './download-file.ts';
import { type DownloadProgress, downloadReport } from './download-progress.ts';
import { sha256Of } from './file-digest.ts';
import { type HubListing, hubListing } from './hub-listing.ts';
import { claimManifest, type HubManifest, readManifest, replaceManifest } from './hub-manifest.ts';
import type { HubRequest } from './hub-request.ts';
import type { HubSettings } from './hub-settings.ts';
import { findFile, type ModelFile, type ModelFiles, maxBytes, wantedFiles } from './model-files.ts';

export interface CachedModelRequest {
  /** The id that was asked for, for messages. */
  readonly id: string;
  readonly repository: string;
  readonly revision: string;
  readonly files: ModelFiles;
  /** Of the ONNX file, where the caller knows it. */
  readonly sha256: string | undefined;
  readonly cacheFolder: string;
  /** Why nothing may be downloaded; undefined where it may. */
  readonly closed: string | undefined;
  readonly settings: () => Promise<HubSettings>;
  readonly onDownload: ((progress: DownloadProgress) => void) | undefined;
  readonly signal: AbortSignal | undefined;
  /** Ends messages: which files to put where by hand. */
  readonly remedy: string;
}

/**
 * Folder of a model in the cache, every file of it checked against what was recorded when it came. What is missing or
 * damaged is downloaded, at the commit that was recorded; where everything is there, no request is made.
 */
export async function cachedModel(request: CachedModelRequest): Promise<string> {
  const folder = folderOf(request);
  try {
    await complete(folder, request);
  } catch (error) {
    throw isSystemError(error) ? unusable(folder, error) : error;
  }
  return folder;
}

async function complete(folder: string, request: CachedModelRequest): Promise<void> {
  const manifest = (await readManifest(folder, request)) ?? (await putByHand(folder, request));
  const missing = manifest ? await missingFiles(folder, manifest, request) : Object.values(request.files);
  if (missing.length === 0) return;
  if (request.closed !== undefined) throw unavailable(request, folder, manifest, missing);
  if (manifest?.commit === null) throw damagedByHand(folder, missing);
  await download(folder, manifest, missing, request);
}

function folderOf({ cacheFolder, repository, revision }: CachedModelRequest): string {
  return join(cacheFolder, repository, encodeURIComponent(revision));
}

/** Records files that somebody put into the cache: those are what later loads are checked against. */
async function putByHand(folder: string, request: CachedModelRequest): Promise<HubManifest | undefined> {
  const files: Record<string, { sha256: string; bytes: number }> = {};
  const absent: string[] = [];
  for (const file of Object.values(request.files) as readonly ModelFile[]) {
    const path = await findFile(folder, file);
    if (path === undefined && file.required) return undefined;
    const name = file.names.find((candidate) => path === join(folder, candidate));
    absent.push(...file.names.slice(0, name === undefined ? undefined : file.names.indexOf(name)));
    if (path !== undefined && name !== undefined) files[name] = await measured(path);
  }
  const { repository, revision } = request;
  return claimManifest(folder, { version: 1, repository, revision, commit: null, files, absent });
}

async function measured(path: string): Promise<{ sha256: string; bytes: number }> {
  return { sha256: await sha256Of(path), bytes: (await stat(path)).size };
}

/** Files that the manifest does not know, and those that are not as it says. */
async function missingFiles(
  folder: string,
  manifest: HubManifest,
  request: CachedModelRequest,
): Promise<readonly ModelFile[]> {
  const missing: ModelFile[] = [];
  for (const file of Object.values(request.files) as readonly ModelFile[]) {
    const name = file.names.find((candidate) => !manifest.absent.includes(candidate));
    const entry = name === undefined ? undefined : manifest.files[name];
    if (name === undefined && !file.required) continue;
    if (name === undefined || entry === undefined || !(await isAsRecorded(join(folder, name), entry)))
      missing.push(file);
  }
  return missing;
}

async function isAsRecorded(path: string, entry: { sha256: string; bytes: number }): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  return info?.isFile() === true && info.size === entry.bytes && (await sha256Of(path)) === entry.sha256;
}

async function download(
  folder: string,
  known: HubManifest | undefined,
  missing: readonly ModelFile[],
  request: CachedModelRequest,
): Promise<void> {
  const { repository, revision, signal, remedy } = request;
  const hub = { settings: await request.settings(), signal, remedy };
  const listing = await hubListing(repository, known?.commit ?? revision, hub);
  let manifest =
    known ??
    (await claimManifest(folder, { version: 1, repository, revision, commit: listing.commit, files: {}, absent: [] }));
  for (const file of missing) {
    // Another process may have claimed the folder, for a commit that came in between.
    const current =
      manifest.commit === listing.commit ? listing : await hubListing(repository, manifest.commit ?? '', hub);
    manifest = await withFile(folder, manifest, file, current, request, hub);
    await replaceManifest(folder, manifest);
  }
}

/** The manifest with one more file in it, once that is in its place. */
async function withFile(
  folder: string,
  manifest: HubManifest,
  file: ModelFile,
  listing: HubListing,
  request: CachedModelRequest,
  hub: Omit<HubRequest, 'url'>,
): Promise<HubManifest> {
  const name = file.names.find((candidate) => listing.files.has(candidate));
  const absent = [
    ...manifest.absent,
    ...file.names.slice(0, name === undefined ? undefined : file.names.indexOf(name)),
  ];
  if (name === undefined && !file.required) return { ...manifest, absent };
  if (name === undefined) throw notListed(request, listing, file);
  const given = file === request.files.weights ? request.sha256 : undefined;
  const sha256 = manifest.files[name]?.sha256 ?? given;
  const entry = await downloadFile({
    ...hub,
    url: new URL(`${request.repository}/resolve/${listing.commit}/${name}`, hub.settings.endpoint),
    target: join(folder, name),
    expected: { ...listing.files.get(name), ...(sha256 !== undefined && { sha256 }) },
    maxBytes: maxBytes(file),
    onPiece: downloadReport(request.onDownload, request.id, name),
  });
  return { ...manifest, files: { ...manifest.files, [name]: entry }, absent };
}

function notListed({ repository, remedy }: CachedModelRequest, { commit }: HubListing, file: ModelFile): TsrError {
  return new TsrError(
    'TSR_MODEL_NOT_FOUND',
    `onnx: ${repository} has no ${file.names.join(' or ')} at commit ${commit}; name a repository with ONNX weights, or ${remedy}`,
  );
}

function unavailable(
  { id, closed, remedy, files }: CachedModelRequest,
  folder: string,
  manifest: HubManifest | undefined,
  missing: readonly ModelFile[],
): TsrError {
  if (manifest === undefined)
    return new TsrError('TSR_MODEL_NOT_FOUND', `onnx: model ${id} is not on this machine, and ${closed}; ${remedy}`);
  const names = missing.map((file) => file.names.join(' or ')).join(', ');
  return new TsrError(
    'TSR_CORRUPT_FILE',
    `onnx: ${folder} lacks ${names}, or holds it otherwise than it came, and ${closed}; put all of ${wantedFiles(files)} there again and delete its tsr-manifest.json`,
  );
}

function damagedByHand(folder: string, missing: readonly ModelFile[]): TsrError {
  const names = missing.map((file) => file.names.join(' or ')).join(', ');
  return new TsrError(
    'TSR_CORRUPT_FILE',
    `onnx: ${folder} was filled by hand, and ${names} is missing or has changed since; put it back, or delete the folder`,
  );
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'errno' in error;
}

function unusable(folder: string, cause: unknown): TsrError {
  return new TsrError('TSR_IO', `onnx: ${folder} cannot be read or written; free space or check permissions`, {
    cause,
  });
}

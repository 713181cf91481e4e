import { TsrError } from '@tsr/core';
import { type HubAnswer, type HubRequest, hubGet, shownUrl } from './hub-request.ts';
import { withRetries } from './temporary-failure.ts';

/** A repository at one commit. */
export interface HubListing {
  /** The 40 digits of the commit that the revision stands for. */
  readonly commit: string;
  readonly files: ReadonlyMap<string, ListedFile>;
}

/** What the hub says of a file; a mirror may say less. */
export interface ListedFile {
  readonly bytes?: number;
  /** Of large files. */
  readonly sha256?: string;
  /** Git's name of the content: of small files. */
  readonly blobId?: string;
}

const MAX_LISTING_BYTES = 10 * 2 ** 20;

/** Asks the hub what a repository holds, and at which commit. */
export async function hubListing(
  repository: string,
  revision: string,
  request: Omit<HubRequest, 'url'>,
): Promise<HubListing> {
  const path = `api/models/${repository}/revision/${encodeURIComponent(revision)}?blobs=true`;
  const url = new URL(path, request.settings.endpoint);
  const { signal, settings } = request;
  const text = await withRetries(() => hubGet({ ...request, url }, textOf), { ...settings, signal });
  const listing = text === undefined ? undefined : parsed(text);
  if (listing && (!isCommit(revision) || listing.commit === revision)) return listing;
  throw new TsrError('TSR_IO', `onnx: ${shownUrl(url)} gave no list of files at a commit; ${request.remedy}`);
}

export function isCommit(revision: unknown): revision is string {
  return typeof revision === 'string' && /^[0-9a-f]{40}$/.test(revision);
}

/** Undefined if it is too large to be a listing. */
async function textOf({ body }: HubAnswer): Promise<string | undefined> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > MAX_LISTING_BYTES) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}

function parsed(text: string): HubListing | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(answer) || !isCommit(answer.sha) || !Array.isArray(answer.siblings)) return undefined;
  const files = new Map<string, ListedFile>();
  for (const sibling of answer.siblings) {
    if (isRecord(sibling) && typeof sibling.rfilename === 'string') files.set(sibling.rfilename, listedFile(sibling));
  }
  return { commit: answer.sha, files };
}

function listedFile(sibling: Record<string, unknown>): ListedFile {
  const { size, blobId, lfs } = sibling;
  const sha256 = isRecord(lfs) && isDigest(lfs.sha256, 64) ? lfs.sha256 : undefined;
  return {
    ...(Number.isSafeInteger(size) && { bytes: size as number }),
    // Of a large file git knows the pointer to it only.
    ...(sha256 ? { sha256 } : isDigest(blobId, 40) && !isRecord(lfs) && { blobId }),
  };
}

function isDigest(value: unknown, digits: number): value is string {
  return typeof value === 'string' && value.length === digits && /^[0-9a-f]+$/.test(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

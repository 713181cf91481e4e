import { TsrError } from '@tsr/core';
import type { FileDigests } from './file-digest.ts';
import type { ListedFile } from './hub-listing.ts';
import { type HubAnswer, type HubRequest, hubGet, shownUrl } from './hub-request.ts';
import { adoptPart, createPart, type PartFile, removeParts } from './part-file.ts';
import { TemporaryFailure, withRetries } from './temporary-failure.ts';

export interface FileDownload extends HubRequest {
  readonly target: string;
  /** What the file has to be, as far as it is known. */
  readonly expected: ListedFile;
  readonly maxBytes: number;
  /** Told after each piece: bytes that are there, and of how many where the server says. */
  onPiece(done: number, total: number | undefined): void;
}

// Attempts that got this far do not count as failed ones: a large file over a bad line comes in the end.
const ADVANCE = 2 ** 20;

/**
 * Downloads a file into its place, going on where an earlier attempt stopped. Nothing is in the place before all of
 * the file has been checked.
 * @throws TsrError `TSR_CORRUPT_FILE` if it is not what was expected.
 */
export async function downloadFile(download: FileDownload): Promise<{ sha256: string; bytes: number }> {
  // What an earlier process left may have been damaged since: then it is begun again, once.
  for (const leftover of [await adoptPart(download.target), undefined]) {
    const part = await completed(download, leftover);
    const found = { ...(await part.digests()), bytes: part.bytes };
    const fault = faultOf(found, download.expected);
    if (fault === undefined) {
      await part.install(found.sha256);
      return { sha256: found.sha256, bytes: found.bytes };
    }
    await part.close();
    await removeParts(download.target);
    if (leftover === undefined) throw corrupt(download, fault);
  }
  throw new Error('not reached: the second round has no leftover');
}

async function completed(download: FileDownload, adopted: PartFile | undefined): Promise<PartFile> {
  const { settings, signal } = download;
  const progress: { part: PartFile | undefined } = { part: adopted };
  try {
    await withRetries(() => attempt(download, progress), { ...settings, signal });
  } catch (error) {
    await progress.part?.close();
    if (error instanceof TsrError && error.code === 'TSR_CORRUPT_FILE') await removeParts(download.target);
    throw error;
  }
  return progress.part as PartFile;
}

async function attempt(download: FileDownload, progress: { part: PartFile | undefined }): Promise<void> {
  const { part } = progress;
  const before = part?.bytes ?? 0;
  if (before > 0 && before === download.expected.bytes) return;
  const headers = part?.etag && before > 0 ? { range: `bytes=${before}-`, 'if-range': part.etag } : {};
  try {
    await hubGet({ ...download, headers }, (answer) => receive(answer, download, progress));
  } catch (error) {
    const gained = (progress.part?.bytes ?? 0) - before;
    if (!(error instanceof TemporaryFailure) || gained < ADVANCE) throw error;
    throw new TemporaryFailure(error.failure, { retryAfterMs: error.retryAfterMs, advanced: true });
  }
}

async function receive(
  answer: HubAnswer,
  download: FileDownload,
  progress: { part: PartFile | undefined },
): Promise<void> {
  const continued = progress.part !== undefined && continues(answer, progress.part);
  if (answer.status !== 200 && !continued) {
    await progress.part?.remove();
    progress.part = undefined;
    throw new TemporaryFailure(ioFailure(download, `answered ${answer.status} to a request for the rest of a file`));
  }
  if (!continued) {
    await progress.part?.remove();
    progress.part = undefined;
    progress.part = await createPart(download.target, answer.headers.get('etag'));
  }
  await fill(progress.part as PartFile, answer, download);
}

/** True if the answer is the rest of the same version of the file. */
function continues({ status, headers }: HubAnswer, part: PartFile): boolean {
  const etag = headers.get('etag');
  const sameVersion = etag === null || etag === part.etag;
  return status === 206 && sameVersion && rangeOf(headers)?.start === part.bytes;
}

async function fill(part: PartFile, answer: HubAnswer, download: FileDownload): Promise<void> {
  const total = totalOf(answer);
  const limit = download.expected.bytes ?? download.maxBytes;
  if (limit > download.maxBytes || (total ?? 0) > limit) throw tooLarge(download, Math.max(total ?? 0, limit));
  for await (const piece of answer.body) {
    if (part.bytes + piece.length > limit) throw tooLarge(download, part.bytes + piece.length);
    await appended(part, piece, download);
    download.onPiece(part.bytes, total ?? download.expected.bytes);
  }
  // A server that closes the connection early may look as if it had come to the end.
  if (total !== undefined && part.bytes < total)
    throw new TemporaryFailure(ioFailure(download, `ended after ${part.bytes} of ${total} bytes`));
}

async function appended(part: PartFile, piece: Uint8Array, { target }: FileDownload): Promise<void> {
  try {
    await part.append(piece);
  } catch (cause) {
    throw new TsrError('TSR_IO', `onnx: ${target} cannot be written; free space or check permissions`, { cause });
  }
}

function totalOf({ status, headers }: HubAnswer): number | undefined {
  if (status === 206) return rangeOf(headers)?.total;
  const length = headers.get('content-length');
  return length !== null && /^\d+$/.test(length) ? Number(length) : undefined;
}

function rangeOf(headers: Headers): { start: number; total: number | undefined } | undefined {
  const [match, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? [];
  return match === undefined ? undefined : { start: Number(start), total: total === '*' ? undefined : Number(total) };
}

/** What is wrong with a file that has been downloaded. */
function faultOf(found: FileDigests & { readonly bytes: number }, expected: ListedFile): string | undefined {
  if (found.bytes === 0) return 'is empty';
  if (expected.bytes !== undefined && found.bytes !== expected.bytes)
    return `has ${found.bytes} bytes instead of ${expected.bytes}`;
  if (expected.sha256 !== undefined && found.sha256 !== expected.sha256)
    return `has SHA-256 ${found.sha256} instead of ${expected.sha256}`;
  if (expected.blobId !== undefined && found.blobId !== expected.blobId)
    return 'has other content than the commit that names it';
  return undefined;
}

function tooLarge(download: FileDownload, bytes: number): TsrError {
  const { expected, maxBytes } = download;
  return corrupt(download, `has ${bytes} bytes or more, ${expected.bytes ?? maxBytes} were expected at most`);
}

function corrupt({ url, remedy }: FileDownload, fault: string): TsrError {
  return new TsrError('TSR_CORRUPT_FILE', `onnx: ${shownUrl(url)} ${fault}; nothing of it is kept, ${remedy}`);
}

function ioFailure({ url, remedy }: FileDownload, fact: string): TsrError {
  return new TsrError('TSR_IO', `onnx: ${shownUrl(url)} ${fact}; ${remedy}`);
}

import { readFile } from 'node:fs/promises';
import { unreadable } from './skipped.ts';

/** A file's text, or why it is not indexed. */
export type TextOrReason = { readonly text: string } | { readonly reason: string };

const PROBE = 8_192;

/** Reads a file as UTF-8. What is too large, unreadable, binary or not UTF-8 comes back as a reason, never as garbage. */
export async function readText(path: string, bytes: number, maxBytes: number): Promise<TextOrReason> {
  if (bytes > maxBytes)
    return { reason: `${megabytes(bytes)} is over the limit of ${megabytes(maxBytes)}; raise --max-file-mb` };
  try {
    return decoded(await readFile(path));
  } catch (error) {
    return { reason: unreadable(error) };
  }
}

function decoded(content: Uint8Array): TextOrReason {
  if (content.subarray(0, PROBE).includes(0)) return { reason: 'binary: it has NUL bytes' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(content) };
  } catch {
    return { reason: `not UTF-8 at byte ${invalidByte(content)}; convert it` };
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

/** Offset of the first byte that no UTF-8 text can have there: after the longest valid prefix, found by halving. */
function invalidByte(content: Uint8Array): number {
  let valid = 0;
  let invalid = content.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isPrefix(content.subarray(0, middle))) valid = middle;
    else invalid = middle;
  }
  return valid;
}

function isPrefix(bytes: Uint8Array): boolean {
  try {
    // `stream` lets a prefix end inside a character.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** SHA-256 of a file, or of several one after the other, in hexadecimal digits. */
export async function sha256Of(...paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

export interface FileDigests {
  readonly sha256: string;
  /** The name that git gives the content: SHA-1 over a header with the size and the content. */
  readonly blobId: string;
}

/** Both digests of a stream of `bytes` bytes. */
export async function digestsOf(stream: AsyncIterable<Uint8Array>, bytes: number): Promise<FileDigests> {
  const sha256 = createHash('sha256');
  const blobId = createHash('sha1').update(`blob ${bytes}\0`);
  for await (const chunk of stream) {
    sha256.update(chunk);
    blobId.update(chunk);
  }
  return { sha256: sha256.digest('hex'), blobId: blobId.digest('hex') };
}

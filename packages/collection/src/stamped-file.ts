import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { corrupt, type FileStamp } from './manifest.ts';

/** A file that is written from front to back and stamped when it is closed. */
export interface StampedWriter {
  write(bytes: Uint8Array): Promise<void>;
  /** Syncs to disk and closes. */
  finish(): Promise<FileStamp>;
  /** Closes without a stamp; harmless after `finish`. */
  abandon(): Promise<void>;
}

export async function createStampedWriter(path: string): Promise<StampedWriter> {
  const file: FileHandle = await open(path, 'wx');
  const hash = createHash('sha256');
  let bytes = 0;
  let closed = false;

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    await file.close();
  }

  return {
    async write(chunk) {
      await file.writeFile(chunk);
      hash.update(chunk);
      bytes += chunk.byteLength;
    },
    async finish() {
      await file.sync();
      await close();
      return { bytes, sha256: hash.digest('hex') };
    },
    abandon: close,
  };
}

/** The whole file. @throws TsrError `TSR_CORRUPT_FILE` where it is not what was stamped. */
export async function readStamped(path: string, stamp: FileStamp): Promise<Buffer> {
  const content = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw corrupt(`${path} cannot be read (${cause.code}); index again`, cause);
  });
  if (content.byteLength !== stamp.bytes) {
    throw corrupt(`${path} has ${content.byteLength} bytes, its manifest says ${stamp.bytes}; index again`);
  }
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (sha256 !== stamp.sha256)
    throw corrupt(`${path} is damaged: its checksum differs from the manifest's; index again`);
  return content;
}

import { randomUUID } from 'node:crypto';
import { close, fstat, ftruncate, open, read, write } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';

/**
 * One file of vectors of one length. A header of 16 bytes (magic, dimensions, CRC-32), then records of equal size: 16
 * bytes of key, the numbers, a CRC-32 of both. Records are only ever added, by the one process that made the file; as
 * all are of one size, a damaged one costs itself alone, and a torn one at the end is no record.
 */
export interface DiskSegment {
  readonly path: string;
  readonly dimensions: number;
  /** Whole records. */
  readonly records: number;
  /** Keys of all records, in order, as they stand in the file. */
  keys(): AsyncIterable<string>;
  /** Undefined if the record is damaged, or is another key's. */
  read(record: number, key: string): Promise<Float32Array | undefined>;
  /** Adds records; gives the number of the first. All of them are there, or none. */
  append(entries: readonly { key: string; vector: Float32Array }[]): Promise<number>;
  close(): Promise<void>;
}

export const SEGMENT_ENDING = '.vectors';
const MAGIC = 'TSRVEC01';
const HEADER = 16;
const KEY = 16;
const CHECKSUM = 4;
const CHUNK = 2 ** 20;
const MAX_DIMENSIONS = 65_536;

// Plain descriptors: a FileHandle that nobody closes is closed, with a warning, when it is collected.
const io = {
  open: promisify(open),
  close: promisify(close),
  stat: promisify(fstat),
  truncate: promisify(ftruncate),
  read: promisify(read) as (
    fd: number,
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ) => Promise<{ bytesRead: number }>,
  write: promisify(write) as (
    fd: number,
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ) => Promise<{ bytesWritten: number }>,
};

/** A new file, under a name that no other process takes. */
export async function createSegment(folder: string, dimensions: number): Promise<DiskSegment> {
  const path = join(folder, `${randomUUID()}${SEGMENT_ENDING}`);
  const fd = await io.open(path, 'wx+');
  await writeAll(fd, headerOf(dimensions), 0);
  return segmentOf(path, fd, dimensions, 0);
}

/** Opens a file of another time or process; undefined if it is none, or damaged at its beginning. */
export async function openSegment(path: string): Promise<DiskSegment | undefined> {
  const fd = await io.open(path, 'r');
  const header = await readAt(fd, 0, HEADER);
  const dimensions = header.length === HEADER ? header.readUInt32LE(8) : 0;
  if (dimensions < 1 || dimensions > MAX_DIMENSIONS || !headerOf(dimensions).equals(header)) {
    await io.close(fd);
    return undefined;
  }
  const { size } = await io.stat(fd);
  return segmentOf(path, fd, dimensions, Math.floor((size - HEADER) / recordSize(dimensions)));
}

function segmentOf(path: string, fd: number, dimensions: number, found: number): DiskSegment {
  const size = recordSize(dimensions);
  let records = found;
  return {
    path,
    dimensions,
    get records() {
      return records;
    },
    async *keys() {
      const step = Math.max(1, Math.floor(CHUNK / size));
      for (let first = 0; first < records; first += step) {
        const chunk = await readAt(fd, HEADER + first * size, Math.min(step, records - first) * size);
        for (let at = 0; at + size <= chunk.length; at += size) yield chunk.toString('hex', at, at + KEY);
      }
    },
    async read(record, key) {
      const bytes = await readAt(fd, HEADER + record * size, size);
      return bytes.length === size ? decoded(bytes, key) : undefined;
    },
    async append(entries) {
      const first = records;
      try {
        await writeAll(fd, Buffer.concat(entries.map(encoded)), HEADER + first * size);
      } catch (error) {
        // Half a record would put all later ones out of step.
        await io.truncate(fd, HEADER + first * size);
        throw error;
      }
      records += entries.length;
      return first;
    },
    close: () => io.close(fd),
  };
}

function recordSize(dimensions: number): number {
  return KEY + dimensions * 4 + CHECKSUM;
}

function headerOf(dimensions: number): Buffer {
  const header = Buffer.alloc(HEADER);
  header.write(MAGIC, 'latin1');
  header.writeUInt32LE(dimensions, 8);
  header.writeUInt32LE(crc32(header.subarray(0, 12)), 12);
  return header;
}

function encoded({ key, vector }: { key: string; vector: Float32Array }): Buffer {
  const record = Buffer.alloc(recordSize(vector.length));
  record.write(key, 'hex');
  vector.forEach((value, index) => {
    record.writeFloatLE(value, KEY + index * 4);
  });
  const end = record.length - CHECKSUM;
  record.writeUInt32LE(crc32(record.subarray(0, end)), end);
  return record;
}

function decoded(record: Buffer, key: string): Float32Array | undefined {
  const end = record.length - CHECKSUM;
  const sound = record.readUInt32LE(end) === crc32(record.subarray(0, end)) && record.toString('hex', 0, KEY) === key;
  if (!sound) return undefined;
  return Float32Array.from({ length: (end - KEY) / 4 }, (_, index) => record.readFloatLE(KEY + index * 4));
}

async function readAt(fd: number, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await io.read(fd, bytes, done, length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}

async function writeAll(fd: number, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await io.write(fd, bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

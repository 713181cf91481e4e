import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { TsrError } from '@tsr/core';
import {
  ALIGNMENT,
  damaged,
  HEADER_LENGTH,
  headerOf,
  readHeader,
  readTable,
  type SectionEntry,
  type SectionPiece,
  type Sections,
} from './sections.ts';

/** The most that one call of the operating system reads or writes. */
const MOST = 2 ** 30;

/** Writes a temporary file beside `path`, syncs it and renames it: what was there stays whole until then. */
export async function writeSections(path: string, pieces: AsyncIterable<SectionPiece>): Promise<void> {
  const draft = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    const file = await open(draft, 'wx');
    try {
      await writeAll(file, pieces);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    await syncDirectory(dirname(path));
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => {});
    throw failure(`cannot save to ${path}`, cause);
  }
}

async function writeAll(file: FileHandle, pieces: AsyncIterable<SectionPiece>): Promise<void> {
  const sections: SectionEntry[] = [];
  let position = HEADER_LENGTH;
  for await (const { name, bytes } of pieces) {
    const last = sections.at(-1);
    if (last?.name === name) {
      sections[sections.length - 1] = { ...last, length: last.length + bytes.length, crc32: crc32(bytes, last.crc32) };
    } else {
      position = Math.ceil(position / ALIGNMENT) * ALIGNMENT;
      sections.push({ name, offset: position, length: bytes.length, crc32: crc32(bytes) });
    }
    await writeAt(file, bytes, position);
    position += bytes.length;
  }
  const table = new TextEncoder().encode(JSON.stringify({ sections }));
  await writeAt(file, table, position);
  await writeAt(file, headerOf(position, table, crc32), 0);
}

async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, Math.min(MOST, bytes.length - done), position + done);
    done += bytesWritten;
  }
}

/** Not every system can. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r').catch(() => undefined);
  await directory?.sync().catch(() => {});
  await directory?.close();
}

/** Every section, its length and checksum compared. */
export async function readSections(path: string): Promise<Sections> {
  const file = await open(path, 'r').catch((cause) => {
    throw failure(`cannot open ${path}`, cause);
  });
  try {
    const { offset, length, crc32: expected } = readHeader(await readAt(file, 0, HEADER_LENGTH, path), path);
    const header = await readAt(file, 0, HEADER_LENGTH - 4, path);
    const table = await readAt(file, offset, length, path);
    if (crc32(table, crc32(header)) !== expected) throw damaged(path, 'has a damaged header or table of sections');
    const sections = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const entry of readTable(table, path).sections) sections.set(entry.name, await readSection(file, entry, path));
    return sections;
  } catch (cause) {
    throw failure(`cannot read ${path}`, cause);
  } finally {
    await file.close();
  }
}

async function readSection(file: FileHandle, { name, offset, length, crc32: expected }: SectionEntry, path: string) {
  const bytes = await readAt(file, offset, length, path);
  if (crc32(bytes) !== expected) throw damaged(path, `is damaged in its section ${name}`);
  return bytes;
}

async function readAt(file: FileHandle, position: number, length: number, path: string) {
  const { size } = await file.stat();
  if (!(position >= 0 && position + length <= size)) {
    throw damaged(path, `is cut short: it has ${size} bytes, and ${length} from ${position} on are missing`);
  }
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(bytes, done, Math.min(MOST, length - done), position + done);
    if (bytesRead === 0) throw damaged(path, 'got shorter while it was read');
    done += bytesRead;
  }
  return bytes;
}

function failure(fact: string, cause: unknown): TsrError {
  if (cause instanceof TsrError) return cause;
  return new TsrError('TSR_IO', `bm25: ${fact}: ${cause instanceof Error ? cause.message : cause}`, { cause });
}

import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { TsrError } from '@tsr/core';
import {
  ALIGNMENT,
  damaged,
  type FileKind,
  type FilePlace,
  HEADER_LENGTH,
  headerOf,
  readHeader,
  readTable,
  type SectionEntry,
  type SectionPiece,
  type Sections,
} from './sections.ts';

/** Bytes that are read at once, and checked while the next ones are read. */
const STRETCH = 2 ** 24;

/** Writes a temporary file beside `path`, syncs it and renames it: what was there stays whole until then. */
export async function writeSections(place: FilePlace, pieces: AsyncIterable<SectionPiece>): Promise<void> {
  const { path } = place;
  const draft = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    const file = await open(draft, 'wx');
    try {
      await writeAll(file, place.kind, pieces);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    await syncDirectory(dirname(path));
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => {});
    throw failure(place, `cannot save to ${path}`, cause);
  }
}

async function writeAll(file: FileHandle, kind: FileKind, pieces: AsyncIterable<SectionPiece>): Promise<void> {
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
  await writeAt(file, headerOf(kind, position, table, crc32), 0);
}

async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
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
export async function readSections(place: FilePlace): Promise<Sections> {
  const { path } = place;
  const file = await open(path, 'r').catch((cause) => {
    throw failure(place, `cannot open ${path}`, cause);
  });
  try {
    const { size } = await file.stat();
    const source = { file, size, place };
    const table = await readSectionTable(source);
    return new Map(await Promise.all(table.map((entry) => readSection(source, entry))));
  } catch (cause) {
    throw failure(place, `cannot read ${path}`, cause);
  } finally {
    await file.close();
  }
}

interface Source {
  readonly file: FileHandle;
  readonly size: number;
  readonly place: FilePlace;
}

async function readSectionTable(source: Source): Promise<readonly SectionEntry[]> {
  const header = (await readChecked(source, 0, HEADER_LENGTH)).bytes;
  const { offset, length, crc32: expected } = readHeader(header, source.place);
  const table = await readChecked(source, offset, length, crc32(header.subarray(0, HEADER_LENGTH - 4)));
  if (offset + length !== source.size) {
    throw damaged(source.place, `has ${source.size} bytes, and should have ${offset + length}`);
  }
  if (table.crc32 !== expected) throw damaged(source.place, 'has a damaged header or table of sections');
  return readTable(table.bytes, source.place).sections;
}

async function readSection(source: Source, entry: SectionEntry): Promise<[string, Uint8Array<ArrayBuffer>]> {
  const { bytes, crc32: found } = await readChecked(source, entry.offset, entry.length);
  if (found !== entry.crc32) throw damaged(source.place, `is damaged in its section ${entry.name}`);
  return [entry.name, bytes];
}

/** Reads, and adds the checksum up to `before`: of one stretch while the next one is read. */
async function readChecked({ file, size, place }: Source, position: number, length: number, before = 0) {
  if (!(position >= 0 && position + length <= size)) {
    throw damaged(place, `is cut short: it has ${size} bytes, and needs ${position + length}`);
  }
  const bytes = new Uint8Array(length);
  const readFrom = (from: number) => file.read(bytes, from, Math.min(STRETCH, length - from), position + from);
  let sum = before;
  let next = readFrom(0);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await next;
    if (bytesRead === 0) throw damaged(place, 'got shorter while it was read');
    const stretch = bytes.subarray(done, done + bytesRead);
    done += bytesRead;
    if (done < length) next = readFrom(done);
    sum = crc32(stretch, sum);
  }
  return { bytes, crc32: sum };
}

function failure({ kind }: FilePlace, fact: string, cause: unknown): TsrError {
  if (cause instanceof TsrError) return cause;
  return new TsrError('TSR_IO', `${kind.subject}: ${fact}: ${cause instanceof Error ? cause.message : cause}`, {
    cause,
  });
}

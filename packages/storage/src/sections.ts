import { TsrError } from '@tsr/core';

/** What a kind of file says of itself. */
export interface FileKind {
  /** Who wrote it, for errors. */
  readonly subject: string;
  /** Seven characters, which begin the file. */
  readonly magic: string;
  /** Of what is in the sections; a positive integer. */
  readonly version: number;
}

/**
 * A file of named sections: a header of 32 bytes, the sections, each from a multiple of 8 bytes on, and a table of
 * them in JSON. Numbers are as the processor has them, which the header says.
 *
 *     0  magic and a line feed
 *     8  format version, u32
 *     12 byte order mark, u32
 *     16 where the table begins, f64
 *     24 length of the table, u32
 *     28 CRC-32 of bytes 0 to 27, then of the table, u32
 */
export interface SectionTable {
  readonly sections: readonly SectionEntry[];
}

export interface SectionEntry {
  readonly name: string;
  /** In bytes. */
  readonly offset: number;
  readonly length: number;
  readonly crc32: number;
}

/** Part of a section; neighbours of one name are one section. */
export interface SectionPiece {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface FilePlace {
  readonly kind: FileKind;
  readonly path: string;
}

export type Sections = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

export type Crc32 = (bytes: Uint8Array, before?: number) => number;

export const HEADER_LENGTH = 32;
export const ALIGNMENT = 8;
const BYTE_ORDER = 0x0102_0304;

const magicOf = ({ magic }: FileKind): Uint8Array => new TextEncoder().encode(`${magic}\n`);

export function headerOf(kind: FileKind, tableOffset: number, table: Uint8Array, crc32: Crc32): Uint8Array {
  const header = new Uint8Array(HEADER_LENGTH);
  header.set(magicOf(kind));
  header.set(bytesOf(Uint32Array.of(kind.version, BYTE_ORDER)), 8);
  header.set(bytesOf(Float64Array.of(tableOffset)), 16);
  header.set(bytesOf(Uint32Array.of(table.length)), 24);
  header.set(bytesOf(Uint32Array.of(crc32(table, crc32(header.subarray(0, 28))))), 28);
  return header;
}

/** Where the table is, and what it must add up to. Refuses what is no such file, or one that this version cannot read. */
export function readHeader(
  header: Uint8Array<ArrayBuffer>,
  place: FilePlace,
): { offset: number; length: number; crc32: number } {
  const { subject, version: readable } = place.kind;
  if (header.length < HEADER_LENGTH || !magicOf(place.kind).every((byte, at) => header[at] === byte)) {
    throw corrupt(place, `is no file of ${subject}`, 'pass one that save() wrote');
  }
  const copy = header.slice();
  const numbers = new Uint32Array(copy.buffer);
  const [version, order] = numbers.subarray(2, 4);
  if (order !== BYTE_ORDER)
    throw corrupt(place, 'was written on a machine with another byte order, or is damaged', REBUILD);
  if (version !== readable) {
    throw corrupt(
      place,
      `has format ${version}; this version reads format ${readable}`,
      `install the version that wrote it, or ${REBUILD}`,
    );
  }
  return {
    offset: new Float64Array(copy.buffer)[2] as number,
    length: numbers[6] as number,
    crc32: numbers[7] as number,
  };
}

export function readTable(bytes: Uint8Array, place: FilePlace): SectionTable {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw corrupt(place, 'has an unreadable table of sections', REBUILD, cause);
  }
}

const REBUILD = 'build the index again and save it';

/** The error for a file that is not as it was written. */
export function damaged(place: FilePlace, fact: string, cause?: unknown): TsrError {
  return corrupt(place, fact, REBUILD, cause);
}

function corrupt({ kind, path }: FilePlace, fact: string, remedy: string, cause?: unknown): TsrError {
  return new TsrError('TSR_CORRUPT_FILE', `${kind.subject}: ${path} ${fact}; ${remedy}`, { cause });
}

export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

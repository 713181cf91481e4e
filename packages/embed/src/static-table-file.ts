import { invalidArgument, TsrError } from '@tsr/core';
import { crc32 } from './static-crc32.ts';
import type { StaticTable, StaticTableOrigin } from './static-table.ts';

/*
 * A table is one file; all numbers are little-endian.
 *
 *     0   8  magic "TSRTABLE"
 *     8   4  format version
 *    12   4  length of the whole file
 *    16   4  length of the header
 *    20   -  header: JSON in UTF-8 (origin, dimensions, count, length of the vocabulary)
 *     -   -  vocabulary: UTF-8, one token a line, no line break at the end
 *     -   -  scales: float32 a token
 *     -   -  matrix: int8, row after row
 *    -4   4  CRC-32 of all before
 */
const MAGIC = 'TSRTABLE';
const VERSION = 1;
const PREAMBLE = 20;
const CRC_BYTES = 4;
const MAX_DIMENSIONS = 4096;

interface Header extends StaticTableOrigin {
  readonly dimensions: number;
  readonly count: number;
  readonly vocabularyBytes: number;
}

/** The table as a file. The same table gives the same bytes. */
export function encodeStaticTable(table: StaticTable): Uint8Array {
  checkTable(table);
  const { origin, dimensions, tokens, scales, matrix } = table;
  const vocabulary = new TextEncoder().encode(tokens.join('\n'));
  const header = new TextEncoder().encode(
    JSON.stringify({ ...origin, dimensions, count: tokens.length, vocabularyBytes: vocabulary.length }),
  );
  const numbers = PREAMBLE + header.length + vocabulary.length;
  const bytes = new Uint8Array(numbers + 4 * tokens.length + matrix.length + CRC_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  [VERSION, bytes.length, header.length].forEach((value, index) => {
    view.setUint32(8 + 4 * index, value, true);
  });
  bytes.set(header, PREAMBLE);
  bytes.set(vocabulary, PREAMBLE + header.length);
  scales.forEach((scale, index) => {
    view.setFloat32(numbers + 4 * index, scale, true);
  });
  bytes.set(new Uint8Array(matrix.buffer, matrix.byteOffset, matrix.length), numbers + 4 * tokens.length);
  view.setUint32(bytes.length - CRC_BYTES, crc32(bytes.subarray(0, -CRC_BYTES)), true);
  return bytes;
}

/** The checksum at the end of a table's file: equal for equal tables. */
export function staticTableChecksum(bytes: Uint8Array): number {
  return viewOf(bytes).getUint32(bytes.length - CRC_BYTES, true);
}

/**
 * Reads a table from its file; nothing of `bytes` is kept.
 * @throws TsrError `TSR_CORRUPT_FILE`, with the reason, if the file is no table, was cut short or altered, or is
 *   of a format that this version does not know.
 */
export function decodeStaticTable(bytes: Uint8Array): StaticTable {
  checkFrame(bytes);
  const view = viewOf(bytes);
  const headerBytes = view.getUint32(16, true);
  const header = parseHeader(bytes.subarray(PREAMBLE, PREAMBLE + headerBytes));
  const { dimensions, count, vocabularyBytes, ...origin } = header;
  const numbers = PREAMBLE + headerBytes + vocabularyBytes;
  const rows = numbers + 4 * count;
  if (rows + count * dimensions + CRC_BYTES !== bytes.length) throw corrupt('its header and its length disagree');
  const table = {
    origin,
    dimensions,
    tokens: new TextDecoder().decode(bytes.subarray(numbers - vocabularyBytes, numbers)).split('\n'),
    scales: Float32Array.from({ length: count }, (_, index) => view.getFloat32(numbers + 4 * index, true)),
    matrix: Int8Array.from(new Int8Array(bytes.buffer, bytes.byteOffset + rows, count * dimensions)),
  };
  checkDecoded(table);
  return table;
}

function checkFrame(bytes: Uint8Array): void {
  if (bytes.length < PREAMBLE + CRC_BYTES) throw corrupt(`it has ${bytes.length} bytes, too few for a table`);
  if (new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) throw corrupt('it is another kind of file');
  const view = viewOf(bytes);
  const version = view.getUint32(8, true);
  if (version !== VERSION)
    throw corrupt(`its format is version ${version}, this release reads version ${VERSION}; update @tsr/embed`);
  const length = view.getUint32(12, true);
  if (length !== bytes.length) throw corrupt(`it has ${bytes.length} bytes and should have ${length}`);
  if (staticTableChecksum(bytes) !== crc32(bytes.subarray(0, -CRC_BYTES))) throw corrupt('its checksum does not match');
}

function parseHeader(bytes: Uint8Array): Header {
  const header = parsed(bytes);
  const { dimensions, count, vocabularyBytes, name } = header;
  const sizes = isSize(dimensions, MAX_DIMENSIONS) && isSize(count) && isSize(vocabularyBytes);
  if (sizes && typeof name === 'string') return header as unknown as Header;
  throw corrupt('its header lacks sizes or a name');
}

function parsed(bytes: Uint8Array): Record<string, unknown> {
  try {
    return Object(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw corrupt('its header is not JSON', cause);
  }
}

function isSize(value: unknown, most = 0xffffffff): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most;
}

function checkDecoded(table: StaticTable): void {
  try {
    checkTable(table);
  } catch (cause) {
    throw corrupt('its parts do not fit each other', cause);
  }
}

function checkTable({ dimensions, tokens, scales, matrix }: StaticTable): void {
  const count = tokens.length;
  if (!isSize(dimensions, MAX_DIMENSIONS) || scales.length !== count || matrix.length !== count * dimensions)
    throw invalidArgument(
      `embed: a table of ${count} tokens and ${dimensions} dimensions has ${scales.length} scales and ${matrix.length} values; give one scale a token and dimensions values a token`,
    );
  if (new Set(tokens).size !== count || tokens.some((token) => token === '' || token.includes('\n')))
    throw invalidArgument('embed: tokens of a table are unique, not empty and have no line breaks');
  const bad = scales.findIndex((scale) => !Number.isFinite(scale));
  if (bad >= 0) throw invalidArgument(`embed: scale ${bad} of a table is ${scales[bad]}; give finite numbers`);
}

function corrupt(reason: string, cause?: unknown): TsrError {
  const message = `embed: the table cannot be read: ${reason}; restore the file`;
  return new TsrError('TSR_CORRUPT_FILE', message, cause === undefined ? {} : { cause });
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

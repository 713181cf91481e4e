import { describe, expect, it } from 'vitest';
import { smallTable, smallTableFile } from './small-table.fixture.ts';
import { crc32 } from './static-crc32.ts';
import { decodeStaticTable, encodeStaticTable } from './static-table-file.ts';

const refusal = (bytes: Uint8Array): { code?: string; message?: string } => {
  try {
    decodeStaticTable(bytes);
    return {};
  } catch (error) {
    return error as { code: string; message: string };
  }
};
const with32 = (offset: number, value: number): Uint8Array => {
  const bytes = smallTableFile();
  new DataView(bytes.buffer).setUint32(offset, value, true);
  return bytes;
};

/** The small table's file with another header, its lengths and checksum in order. */
function withHeader(header: string): Uint8Array {
  const bytes = smallTableFile();
  const rest = bytes.subarray(20 + new DataView(bytes.buffer).getUint32(16, true), -4);
  const encoded = new TextEncoder().encode(header);
  const crafted = new Uint8Array(20 + encoded.length + rest.length + 4);
  crafted.set(bytes.subarray(0, 20));
  crafted.set(encoded, 20);
  crafted.set(rest, 20 + encoded.length);
  const view = new DataView(crafted.buffer);
  view.setUint32(12, crafted.length, true);
  view.setUint32(16, encoded.length, true);
  view.setUint32(crafted.length - 4, crc32(crafted.subarray(0, -4)), true);
  return crafted;
}

describe("a table's file", () => {
  it('gives the table back', () => {
    expect(decodeStaticTable(smallTableFile())).toEqual(smallTable());
  });

  it('is read from the middle of a larger buffer, and nothing of it is kept', () => {
    const file = smallTableFile();
    const larger = new Uint8Array(file.length + 7);
    larger.set(file, 3);
    const decoded = decodeStaticTable(larger.subarray(3, 3 + file.length));
    larger.fill(0);
    expect(decoded).toEqual(smallTable());
  });

  it("is read from Node's buffers, whose slices share memory", () => {
    expect(decodeStaticTable(Buffer.from(smallTableFile()))).toEqual(smallTable());
  });

  it('has the same bytes each time', () => {
    expect(smallTableFile()).toEqual(smallTableFile());
  });

  it('is refused cut short at any length, with both lengths where they can be read', () => {
    const file = smallTableFile();
    for (let length = 0; length < file.length; length++)
      expect(refusal(file.subarray(0, length)).code).toBe('TSR_CORRUPT_FILE');
    expect(refusal(file.subarray(0, 100)).message).toContain(`has 100 bytes and should have ${file.length}`);
  });

  it('is refused with any byte altered', () => {
    const file = smallTableFile();
    for (let at = 0; at < file.length; at++) {
      const altered = Uint8Array.from(file);
      altered[at]! ^= 0x10;
      expect(refusal(altered).code).toBe('TSR_CORRUPT_FILE');
    }
  });

  it('is refused with bytes after its end', () => {
    expect(refusal(Uint8Array.of(...smallTableFile(), 0)).code).toBe('TSR_CORRUPT_FILE');
  });

  it('is refused, with the reason, if it is of another kind or from the future', () => {
    expect(refusal(new TextEncoder().encode('%PDF-1.7 and then some more')).message).toContain('another kind of file');
    expect(refusal(with32(8, 2)).message).toContain('version 2, this release reads version 1');
  });

  it.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['no sizes', '{"name":"x"}'],
    ['no name', '{"dimensions":5,"count":46,"vocabularyBytes":1}'],
    ['sizes that the file does not have', '{"name":"x","dimensions":5,"count":1000000000,"vocabularyBytes":1}'],
    ['negative sizes', '{"name":"x","dimensions":-5,"count":46,"vocabularyBytes":1}'],
  ])('is refused with a header of %s, its checksum right', (_, header) => {
    expect(refusal(withHeader(header)).code).toBe('TSR_CORRUPT_FILE');
  });
});

describe('encodeStaticTable', () => {
  const table = smallTable();
  it.each([
    ['a scale too few', { ...table, scales: table.scales.subarray(1) }],
    ['half a row', { ...table, matrix: table.matrix.subarray(1) }],
    ['a token twice', { ...table, tokens: table.tokens.map((token) => (token === 'of' ? 'the' : token)) }],
    ['an empty token', { ...table, tokens: table.tokens.map((token) => (token === 'of' ? '' : token)) }],
    ['a scale that is no number', { ...table, scales: table.scales.map((_, row) => (row === 3 ? Number.NaN : 1)) }],
  ])('refuses a table with %s', (_, broken) => {
    expect(() => encodeStaticTable(broken)).toThrow(expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' }));
  });
});

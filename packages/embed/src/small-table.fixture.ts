import type { StaticTable } from './static-table.ts';
import { encodeStaticTable } from './static-table-file.ts';

const WORDS = [
  'gate',
  'way',
  'token',
  'refresh',
  'login',
  'user',
  'the',
  'of',
  'café',
  'naïve',
  '国',
  '!',
  '.',
  '-',
  '7',
];
const PARTS = ['##way', '##s', '##ing', '##7', '##a'];
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

export const DIMENSIONS = 5;

/** A table small enough to read, with rows that a formula gives. */
export function smallTable(): StaticTable {
  const tokens = [...WORDS.map(withoutAccents), ...PARTS, ...LETTERS];
  return {
    origin: { name: 'small', model: 'none', modelSha256: '0'.repeat(64), madeBy: 'a formula', licence: 'CC0-1.0' },
    dimensions: DIMENSIONS,
    tokens,
    scales: Float32Array.from(tokens, (_, row) => (row + 1) / 1000),
    matrix: Int8Array.from({ length: tokens.length * DIMENSIONS }, (_, index) => ((index * 73) % 255) - 127),
  };
}

export function smallTableFile(): Uint8Array {
  return encodeStaticTable(smallTable());
}

function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(/\p{Mn}/gu, '');
}

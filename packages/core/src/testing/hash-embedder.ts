import { abortable } from '../abort.ts';
import { checkCount } from '../arguments.ts';
import type { Embedder, EmbedOptions } from '../contracts.ts';
import { invalidArgument, outOfRange, shown } from '../errors.ts';
import { words } from './words.ts';

export interface HashEmbedderOptions {
  /** @default 64 */
  readonly dimensions?: number | undefined;
  /** An integer; another seed, another space. @default 1 */
  readonly seed?: number | undefined;
}

/**
 * Texts that share words get vectors that point alike: the sum of one pseudo-random vector a word, of unit length.
 * Knows no meaning, needs no model. A text without a word is the zero vector.
 */
export function createHashEmbedder({ dimensions = 64, seed = 1 }: HashEmbedderOptions = {}): Embedder {
  const name = 'hash-embedder';
  checkCount(name, 'dimensions', dimensions);
  if (!Number.isInteger(seed)) throw outOfRange(`${name}: seed is ${shown(seed)}; pass an integer`);

  function embed(text: string): Float32Array {
    const sum = new Float64Array(dimensions);
    for (const word of words(text)) addWord(sum, word, seed);
    const length = Math.hypot(...sum);
    return Float32Array.from(sum, (value) => (length === 0 ? 0 : value / length));
  }

  return {
    name,
    dimensions,
    fingerprint: `${name}:${dimensions}:${seed}`,
    async embedQuery(text, { signal }: EmbedOptions = {}) {
      checkText(name, 'text', text);
      signal?.throwIfAborted();
      return abortable(Promise.resolve(embed(text)), signal);
    },
    async embedDocuments(texts, { signal }: EmbedOptions = {}) {
      if (!Array.isArray(texts)) throw invalidArgument(`${name}: texts is ${shown(texts)}; pass an array of strings`);
      for (const [index, text] of texts.entries()) checkText(name, `texts[${index}]`, text);
      signal?.throwIfAborted();
      return abortable(Promise.resolve(texts.map(embed)), signal);
    },
  };
}

function checkText(name: string, field: string, text: unknown): void {
  if (typeof text !== 'string') throw invalidArgument(`${name}: ${field} is ${shown(text)}; pass a string`);
}

/** Adds the word's own vector, of values in [-1, 1). */
function addWord(sum: Float64Array, word: string, seed: number): void {
  let state = fnv1a(word, seed);
  for (let i = 0; i < sum.length; i++) {
    state = (state + 0x6d2b79f5) | 0;
    sum[i] = (sum[i] as number) + mulberry32(state) / 2 ** 31 - 1;
  }
}

/** FNV-1a over UTF-16 units (Fowler, Noll and Vo, 1991). */
function fnv1a(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** The output step of mulberry32 (Ettinger, 2017): 32 bits. */
function mulberry32(state: number): number {
  let bits = Math.imul(state ^ (state >>> 15), state | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return (bits ^ (bits >>> 14)) >>> 0;
}

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idsUpTo } from './ids-up-to.ts';
import { createTokenizer } from './index.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/tokenize/${name}.json`, import.meta.url), 'utf8'));

describe.each(['wordpiece', 'byte-level-bpe', 'unigram'])('the first ids of a %s tokenizer', (kind) => {
  const { encode } = createTokenizer({ tokenizer: read(`${kind}.tokenizer`) });
  const hard: readonly string[] = read(`${kind}.expected`).texts.map(([text]: [string]) => text.slice(0, 300));
  const pieces = fc.array(fc.tuple(fc.constantFrom(...hard), fc.constantFrom(' ', '\n', '', ' x', '  ')), {
    minLength: 200,
    maxLength: 600,
  });

  it('are those of the whole text, wherever it is cut', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 0, max: 60 }), (parts, count) => {
        const text = parts.flat().join('');
        const whole = encode(text);
        const ids = idsUpTo(encode)(text, count);
        expect(ids).toEqual(whole.slice(0, ids.length));
        expect(ids.length).toBeGreaterThanOrEqual(Math.min(count + 1, whole.length));
      }),
      { seed: 3, numRuns: 15 },
    );
  });
});

describe('reading', () => {
  it('ends soon after the tokens that are wanted', () => {
    const lengths: number[] = [];
    const encode = (text: string) => {
      lengths.push(text.length);
      return text.split(' ').map((_, index) => index);
    };
    expect(idsUpTo(encode)('word '.repeat(1_000_000), 100)).toHaveLength(101);
    expect(idsUpTo(encode)('       a'.repeat(1_000_000), 100)).toHaveLength(101);
    expect(lengths.every((length) => length < 10_000)).toBe(true);
  });

  it('goes on until there are enough, or the text ends', () => {
    const encode = (text: string) => text.split(/ +/).map((_, index) => index);
    expect(idsUpTo(encode)(`${' '.repeat(100_000)}a b c`, 2)).toHaveLength(4);
    expect(idsUpTo(encode)(`${'x'.repeat(50_000)} a`.repeat(30), 2)).toHaveLength(31);
  });
});

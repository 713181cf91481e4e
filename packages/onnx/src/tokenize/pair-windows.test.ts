import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenizer } from './index.ts';

const tokenizer = createTokenizer({
  tokenizer: JSON.parse(
    readFileSync(new URL('../../fixtures/tokenize/wordpiece.tokenizer.json', import.meta.url), 'utf8'),
  ),
});
const words = ['the', 'of', 'a', 'to', 'in', 'page', 'one', 'two', 'three', 'first'];
const textOf = (count: number) => Array.from({ length: count }, (_, index) => words[(index * 7) % 10]).join(' ');

/** The ids of the passage in a pair: those between the last two separators. */
function passageIds({ inputIds }: { inputIds: Int32Array }): readonly number[] {
  const separator = tokenizer.tokenToId('[SEP]')!;
  return [...inputIds].slice(inputIds.indexOf(separator) + 1, -1);
}

describe('windows of a pair', () => {
  it('cover the passage with the overlap that was asked for, up to the most that there may be', () => {
    const count = fc.integer({ min: 0, max: 300 });
    const options = fc.record({ overlap: fc.integer({ min: 0, max: 40 }), most: fc.integer({ min: 1, max: 6 }) });
    fc.assert(
      fc.property(count, options, fc.integer({ min: 12, max: 60 }), (length, { overlap, most }, maxTokens) => {
        const passage = textOf(length);
        const budget = { maxTokens, maxQueryTokens: 4 };
        const { windows, truncated } = tokenizer.windows('page one', passage, budget, { overlap, most });
        const room = maxTokens - 3 - 2;
        const shared = Math.min(overlap, Math.floor(room / 2));
        const read = windows.flatMap((pair, index) => passageIds(pair).slice(index === 0 ? 0 : shared));
        expect(windows.length).toBeLessThanOrEqual(most);
        expect(read).toEqual(tokenizer.encode(passage).slice(0, read.length));
        expect(truncated).toBe(read.length < length);
        if (truncated) expect(windows).toHaveLength(most);
        for (const [index, { inputIds }] of windows.entries())
          expect(inputIds.length === maxTokens || index === windows.length - 1).toBe(true);
      }),
      { seed: 6 },
    );
  });

  it('are one for a passage that fits, the same as without windows', () => {
    const budget = { maxTokens: 20, maxQueryTokens: 4 };
    const { windows, truncated } = tokenizer.windows('page one', textOf(15), budget, { overlap: 4, most: 3 });
    expect(windows).toEqual([tokenizer.pair('page one', textOf(15), budget)]);
    expect(truncated).toBe(false);
    expect(tokenizer.windows('page one', textOf(16), budget, { overlap: 4, most: 3 }).windows).toHaveLength(2);
  });

  it('say that the query was cut', () => {
    const budget = { maxTokens: 20, maxQueryTokens: 4 };
    expect(tokenizer.windows(textOf(5), 'page', budget, { overlap: 4, most: 3 }).truncated).toBe(true);
  });
});

describe('a span in a pair', () => {
  const budget = { maxTokens: 40, maxQueryTokens: 8 };

  it('is the pair of the query and the span alone', () => {
    const passage = `${textOf(9)}. token route. ${textOf(11)}.`;
    const { truncated, ...pair } = tokenizer.span('token', passage, budget, 16);
    const { truncated: _, ...alone } = tokenizer.pair('token', 'token route.', budget);
    const longer = tokenizer.encode(`${textOf(9)}. token route.`);
    expect(longer.length).toBeGreaterThan(0);
    expect(passageIds(pair).length).toBeLessThanOrEqual(16);
    expect(passageIds(pair).join(' ')).toContain(passageIds(alone).join(' '));
    expect(truncated).toEqual({ query: false, passage: true });
  });

  it('never has more tokens than it may, in the pair and of the passage', () => {
    for (const spanTokens of [1, 5, 30, 100]) {
      const pair = tokenizer.span('page one', textOf(200), budget, spanTokens);
      expect(passageIds(pair)).toHaveLength(Math.min(spanTokens, 40 - 3 - 2));
      expect(pair.truncated.passage).toBe(true);
    }
  });
});

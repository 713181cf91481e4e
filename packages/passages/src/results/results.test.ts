import type { Document, Ranking } from '@tsr/core';
import { describe, expect, test } from 'vitest';
import { expandNeighbours, groupBySource, packContext } from '../index.ts';
import { splitText } from '../split-text.ts';

const passage = (source: string, index: number, content = `${source} ${index}`): Document => ({
  id: `${source}#${index + 1}`,
  content,
  source: { id: source, index, start: 10 * index, end: 10 * index + content.length },
});
const whole: Document = { id: 'note', content: 'a note' };
const ranked = (...documents: readonly Document[]): Ranking =>
  documents.map((document, at) => ({ document, score: 10 - at }));
const idsOf = (documents: readonly Document[]): readonly string[] => documents.map(({ id }) => id);

describe('groupBySource', () => {
  const results = ranked(passage('a', 4), passage('b', 0), passage('a', 1), whole, passage('a', 7));

  test('keeps the best passages of each parent, in the order of its best, and counts the others', () => {
    expect(groupBySource(results, { max: 2 })).toEqual([
      { id: 'a', results: [results[0], results[2]], more: 1 },
      { id: 'b', results: [results[1]], more: 0 },
      { id: 'note', results: [results[3]], more: 0 },
    ]);
    expect(groupBySource(results).flatMap((group) => group.results)).toEqual([results[0], results[1], results[3]]);
    expect(groupBySource([])).toEqual([]);
  });

  test.each([0, 1.5, Number.NaN])('refuses a max of %s', (max) => {
    expect(() => groupBySource(results, { max })).toThrow(/groupBySource: max is .*; pass a positive integer/);
  });
});

describe('expandNeighbours', () => {
  const all = Array.from({ length: 10 }, (_, index) => passage('a', index)).reverse();
  const passagesOf = (id: string) => (id === 'a' ? all : []);

  test('adds what stands before and after, within the parent', () => {
    const windows = expandNeighbours(ranked(passage('a', 0), whole, passage('a', 5)), { passagesOf });
    expect(windows.map(({ passages }) => idsOf(passages))).toEqual([['a#1', 'a#2'], ['note'], ['a#5', 'a#6', 'a#7']]);
  });

  test('makes one window of those that meet, best result first', () => {
    const results = ranked(passage('a', 6), passage('b', 0), passage('a', 3));
    const [first, second, ...none] = expandNeighbours(results, { n: 1, passagesOf });
    expect(idsOf(first!.passages)).toEqual(['a#3', 'a#4', 'a#5', 'a#6', 'a#7', 'a#8']);
    expect(first!.hits).toEqual([results[0], results[2]]);
    expect(idsOf(second!.passages)).toEqual(['b#1']);
    expect(none).toEqual([]);
  });

  test('leaves out neighbours that a gap parts from every result', () => {
    const some = [passage('a', 1), passage('a', 3)];
    const windows = expandNeighbours(ranked(passage('a', 3)), { n: 2, passagesOf: () => some });
    expect(windows.map(({ passages }) => idsOf(passages))).toEqual([['a#4']]);
  });

  test('adds nothing with n 0, and refuses what is no count', () => {
    const [window] = expandNeighbours(ranked(passage('a', 2)), { n: 0, passagesOf });
    expect(idsOf(window!.passages)).toEqual(['a#3']);
    expect(() => expandNeighbours([], { n: -1, passagesOf })).toThrow(/n is -1; pass how many passages to add/);
  });
});

describe('packContext', () => {
  const words = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;
  const long = passage('long', 0, 'word '.repeat(50).trim());
  const results = ranked({ ...passage('a', 0, 'one two three'), title: 'Title' }, long, passage('b', 0, 'four five'));

  test('packs what fits, best first, with numbers to cite, and says what is left', () => {
    const packed = packContext(results, { maxTokens: 10, countTokens: words });
    expect(packed.text).toBe('[1] Title\none two three\n\n[2]\nfour five');
    expect(packed.tokens).toBe(8);
    expect(packed.citations).toEqual([
      { number: 1, document: results[0]!.document, cut: false },
      { number: 2, document: results[2]!.document, cut: false },
    ]);
    expect(packed.left).toEqual([long]);
  });

  test('cuts the first one where not even that fits, as late as it can', () => {
    const packed = packContext(ranked(long, whole), { maxTokens: 12, countTokens: words });
    expect(words(packed.text)).toBe(12);
    expect(packed.citations).toEqual([{ number: 1, document: long, cut: true }]);
    expect(packed.left).toEqual([whole]);
  });

  test('cuts no character in two', () => {
    const emoji = passage('e', 0, '😀'.repeat(100));
    for (let maxTokens = 1; maxTokens < 60; maxTokens++) {
      const { text, tokens } = packContext(ranked(emoji), { maxTokens });
      expect(text.isWellFormed()).toBe(true);
      expect(tokens).toBeLessThanOrEqual(maxTokens);
    }
  });

  test('never passes the maximum, and leaves nothing that would have fitted', () => {
    const text = Array.from({ length: 400 }, (_, at) => `Sentence ${at} says something.`).join(' ');
    const passages = ranked(...splitText({ id: 'doc', text }, { targetWords: 20, maxWords: 40 }));
    for (const maxTokens of [1, 2, 3, 10, 100, 1_000, 100_000]) {
      const { text: packed, tokens, citations, left } = packContext(passages, { maxTokens });
      expect(Math.ceil(packed.length / 4)).toBeLessThanOrEqual(tokens);
      expect(tokens).toBeLessThanOrEqual(maxTokens);
      expect(citations.length + left.length).toBe(passages.length);
      for (const { number } of citations) expect(packed).toContain(`[${number}]`);
    }
  });

  test('refuses what is no budget, and a count that is none', () => {
    expect(() => packContext(results, { maxTokens: 0 })).toThrow(/maxTokens is 0; pass a positive integer/);
    const countTokens = () => Number.NaN;
    expect(() => packContext(results, { maxTokens: 9, countTokens })).toThrow(/countTokens gave NaN for '?"?\[1\]/);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relevantSpan } from './relevant-span.ts';

const countTokens = (text: string): number => text.split(/\s+/).filter(Boolean).length;
const spanOf = (query: string, passage: string, tokens: number) =>
  relevantSpan(query, passage, { tokens, countTokens }).text.trim();

const passage = [
  'The gateway has many routes.',
  'Each route has a policy!',
  'Is there a limit of requests?',
  'A policy sets the limit of its route.',
  'Logs are kept for a week.',
].join(' ');

describe('the relevant span', () => {
  it('is the sentence that has most of the query, where there is room for one', () => {
    expect(spanOf('how is the limit of a route set', passage, 9)).toBe('A policy sets the limit of its route.');
    expect(spanOf('logs', passage, 8)).toBe('Logs are kept for a week.');
  });

  it('grows towards what adds more', () => {
    expect(spanOf('policy request limit', passage, 14)).toBe(
      'Is there a limit of requests? A policy sets the limit of its route.',
    );
    expect(spanOf('policy limit logs', passage, 14)).toBe(
      'A policy sets the limit of its route. Logs are kept for a week.',
    );
  });

  it('is the start of a passage that has nothing of the query', () => {
    expect(spanOf('certificate', passage, 10)).toBe('The gateway has many routes. Each route has a policy!');
  });

  it('takes words by their beginning, without accents and case', () => {
    expect(spanOf('Configuring a Café', 'One two. The cafe is configured. Three four.', 4)).toBe(
      'The cafe is configured.',
    );
  });

  it('finds the sentence in scripts without spaces', () => {
    const text = 'ゲートウェイは要求を転送する。証明書は毎年更新する。ログは一週間保存する。';
    const span = relevantSpan('証明書の更新', text, { tokens: 13, countTokens: (text) => text.length });
    expect(span).toEqual({ text: '証明書は毎年更新する。', whole: false });
  });

  it('counts what is in every sentence little', () => {
    const text = 'The gateway of the gateway is the gateway. The token of the gateway. The gateway is here.';
    expect(spanOf('what is the token', text, 5)).toBe('The token of the gateway.');
  });

  it('is a run of the passage within the budget, or a single sentence, whatever the texts are', () => {
    const word = fc.constantFrom(
      'the',
      'gateway',
      'route',
      'token',
      'x'.repeat(40),
      '語',
      'e.g.',
      '3.14',
      '😀',
      '\ud800',
    );
    const text = fc
      .array(fc.tuple(word, fc.constantFrom(' ', '. ', '.\n', '! ', '。', '', '\u00a0')), { maxLength: 60 })
      .map((parts) => parts.flat().join(''));
    fc.assert(
      fc.property(text, text, fc.integer({ min: 1, max: 30 }), (query, passage, tokens) => {
        const { text: span, whole } = relevantSpan(query, passage, { tokens, countTokens });
        expect(passage).toContain(span);
        expect(whole).toBe(span === passage);
        const starts = span.trim().split(/(?=\S)(?<=[.!?]\s+|[\n。！？]\s*)/u).length;
        if (countTokens(span) > tokens) expect(starts).toBe(1);
        expect(relevantSpan(query, passage, { tokens, countTokens }).text).toBe(span);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it('looks for it in the first thousands of characters of a megabyte', () => {
    for (const filler of [' ', '. ', 'x', '語', '\n', '.', 'a. ']) {
      const start = performance.now();
      const { text, whole } = relevantSpan('token', filler.repeat(1_000_000 / filler.length), {
        tokens: 96,
        countTokens,
      });
      expect(text.length).toBeLessThan(40_000);
      expect(whole).toBe(false);
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnalyzer, type Token } from './analysis/index.ts';
import { type Highlights, highlightTokens } from './highlight.ts';

const english = createAnalyzer();
const analyzers = [english, createAnalyzer({ identifiers: true }), createAnalyzer({ language: 'none' })];

function highlight(text: string, query: string, windowLength?: number): Highlights {
  const wanted = new Set(english.terms(query));
  return highlightTokens(text, english.tokens(text), (term) => (wanted.has(term) ? 1 : 0), { windowLength });
}

const shownOf = (text: string, { window }: Highlights): string => text.slice(window.start, window.end);

describe('highlightTokens', () => {
  test('says where the terms of a query stand, and which stretch to show', () => {
    const text = 'Rate limits protect the gateway. Clients configure their limits.';
    const found = highlight(text, 'configuring limits', 30);
    expect(found.ranges.map(({ start, end }) => text.slice(start, end))).toEqual(['limits', 'configure', 'limits']);
    expect(shownOf(text, found)).toBe('Clients configure their limits.'.slice(8));
  });

  test('shows the whole of a short text, and the beginning where nothing is found', () => {
    expect(highlight('The gateway.', 'gateway')).toEqual({
      ranges: [{ start: 4, end: 11 }],
      window: { start: 0, end: 12 },
    });
    expect(shownOf('  Rate limits protect', highlight('  Rate limits protect', 'nothing', 12))).toBe('Rate limits');
    expect(highlight('', 'nothing')).toEqual({ ranges: [], window: { start: 0, end: 0 } });
  });

  test('prefers the heavier terms, then more of them, then the earlier', () => {
    const weights: Readonly<Record<string, number>> = { a: 1, b: 1, c: 3 };
    const windowOf = (text: string, windowLength: number): string => {
      const tokens = createAnalyzer({ language: 'none' }).tokens(text);
      return shownOf(
        text,
        highlightTokens(text, tokens, (term) => weights[term] ?? 0, { windowLength }),
      );
    };
    expect(windowOf('a b xx xx c xx', 3)).toBe('c');
    expect(windowOf('a a xx xx xx b a xx xx a', 3)).toBe('b a');
    expect(windowOf('a xx xx xx b b xx xx a a', 3)).toBe('b b');
    expect(windowOf('xx xx a xx xx', 7)).toBe('xx a xx');
  });

  test('merges ranges that overlap or touch', () => {
    const text = '認証設定 see getUserById';
    const tokens = createAnalyzer({ identifiers: true }).tokens(text);
    const wanted = new Set(['認証', '証設', 'getuserbyid', 'user']);
    const { ranges } = highlightTokens(text, tokens, (term) => (wanted.has(term) ? 1 : 0));
    expect(ranges.map(({ start, end }) => text.slice(start, end))).toEqual(['認証設', 'getUserById']);
  });

  test('cuts a word longer than the window, but no character', () => {
    const text = `see ${'𝐀'.repeat(50)}`;
    const found = highlight(text, 'a'.repeat(50), 11);
    expect(shownOf(text, found)).toBe('𝐀'.repeat(5));
    expect(found.ranges).toEqual([{ start: 4, end: text.length }]);
  });

  test('keeps marks with their letters', () => {
    const text = 'か\u3099き\u3099く';
    expect(shownOf(text, highlight(text, 'nothing', 3))).toBe('か\u3099');
  });

  test.each([0, -1, 1.5, Number.NaN, '200'])('refuses a window of %j', (windowLength) => {
    const call = () => highlightTokens('', [], () => 0, { windowLength: windowLength as number });
    expect(call).toThrow('windowLength is');
    expect(call).toThrow(expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' }));
  });

  test('finds the window that trying all finds', () => {
    const piece = fc.constantFrom(
      'a',
      'b ',
      'gateway ',
      'Get',
      'User',
      '_',
      '. ',
      '設',
      '定 ',
      '𝐀',
      'é',
      '\u0301',
      "'",
      '  ',
      '\ud800',
    );
    const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    const weights = fc.dictionary(
      fc.constantFrom('a', 'b', 'gateway', 'get', 'user', '設定'),
      fc.constantFrom(0, 0.5, 1, 2),
    );
    fc.assert(
      fc.property(
        text,
        weights,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(...analyzers),
        (made, weighed, length, analyzer) => {
          const tokens = analyzer.tokens(made);
          const weightOf = (term: string): number => weighed[term] ?? 0;
          const { ranges, window } = highlightTokens(made, tokens, weightOf, { windowLength: length });
          const matches = tokens.filter(({ term }) => weightOf(term) > 0);
          expect(ranges).toEqual(naiveRanges(made, matches));
          expect(window.end - window.start).toBeLessThanOrEqual(length);
          expect(cutsPair(made, window.start) || cutsPair(made, window.end)).toBe(false);
          const best = naiveBest(matches, weightOf, length);
          if (best) expect(worthOf(matches, window.start, window.end, weightOf)).toEqual(best);
        },
      ),
      { seed: 1, numRuns: 3000 },
    );
  });

  test('starts and ends between words', () => {
    const text = fc.array(fc.constantFrom('gateway', 'of', 'clients', '𝐀𝐁', 'é', ',', '…'), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 60 }), (words, length) => {
        const made = words.join(' ');
        const shown = shownOf(made, highlight(made, 'gateway client', length));
        expect(` ${made} `).toContain(` ${shown} `);
        expect(shown.trim()).toBe(shown);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  test.each(['gateway ', 'gateway', "'", ' ', '設', 'a'])(
    'is done soon with a great many %j',
    { timeout: 30_000 },
    (piece) => {
      const text = piece.repeat(200_000);
      expect(highlight(text, 'gateway 設設 a', 1_000_000).window.start).toBe(0);
      expect(highlight(text, 'gateway 設設 a', 200).window.end).toBeLessThanOrEqual(200);
    },
  );
});

function naiveRanges(text: string, matches: readonly Token[]): readonly { start: number; end: number }[] {
  // Half-steps are between characters, so that ranges which touch become one.
  const inside = new Set(
    matches.flatMap(({ start, end }) => Array.from({ length: 2 * (end - start) + 1 }, (_, at) => 2 * start + at)),
  );
  const ranges: { start: number; end: number }[] = [];
  for (let at = 0; at <= 2 * text.length; at += 1) {
    if (inside.has(at) && !inside.has(at - 1)) ranges.push({ start: at / 2, end: at / 2 });
    const last = ranges.at(-1);
    if (last && inside.has(at)) last.end = at / 2;
  }
  return ranges;
}

type WeightOf = (term: string) => number;

/** Sum of the distinct weights, occurrences, and place of the first match. */
function worthOf(matches: readonly Token[], from: number, to: number, weightOf: WeightOf): readonly number[] {
  const inside = matches.filter(({ start, end }) => start >= from && end <= to);
  const weight = [...new Set(inside.map(({ term }) => term))].reduce((sum, term) => sum + weightOf(term), 0);
  return [weight, inside.length, inside[0]?.start ?? -1];
}

function naiveBest(matches: readonly Token[], weightOf: WeightOf, length: number): readonly number[] | undefined {
  return matches
    .filter(({ start, end }) => end - start <= length)
    .map(({ start }) => worthOf(matches, start, start + length, weightOf))
    .toSorted(([w = 0, n = 0, at = 0], [v = 0, m = 0, to = 0]) => v - w || m - n || at - to)[0];
}

function cutsPair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(0, at - 1), at + 1));
}

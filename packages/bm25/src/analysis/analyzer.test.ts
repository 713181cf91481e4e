import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnalyzer } from './analyzer.ts';
import { ENGLISH_STOP_WORDS } from './english-stop-words.ts';

const english = createAnalyzer();
const plain = createAnalyzer({ language: 'none' });

describe('createAnalyzer', () => {
  test.each([
    ["The gateway's configured clients", ['gateway', 'configur', 'client']],
    ['How do I configure OAuth2 authentication?', ['how', 'do', 'i', 'configur', 'oauth2', 'authent']],
    ["IT'S and it’s", []],
    ['Cafés CAFE', ['cafe', 'cafe']],
    ['the THE Thé', []],
    ['The U.S. and US, e.g. I.T. and IT', ['us', 'us', 'eg', 'it']],
    ['running runs ran 3rd', ['run', 'run', 'ran', '3rd']],
    ['認証の設定', ['認証', '証の', 'の設', '設定']],
    ['ไทย 설정을', ['ไท', 'ทย', '설정', '정을'].map((term) => term.normalize('NFKD'))],
    ['설정을'.normalize('NFD'), ['설정', '정을'].map((term) => term.normalize('NFKD'))],
  ])('makes English terms of %j', (text, terms) => expect(english.terms(text)).toEqual(terms));

  test('leaves words as they are, but folded, in no language', () => {
    expect(plain.terms("The gateway's CONFIGURED clients")).toEqual(['the', "gateway's", 'configured', 'clients']);
  });

  test('gives offsets into the text as it was, not as it was folded', () => {
    const text = 'ﬁve ﬀ Cafe\u0301s, 𝐀nd Straße';
    expect(plain.tokens(text).map(({ term, start, end }) => [term, text.slice(start, end)])).toEqual([
      ['five', 'ﬁve'],
      ['ff', 'ﬀ'],
      ['cafes', 'Cafe\u0301s'],
      ['and', '𝐀nd'],
      ['straße', 'Straße'],
    ]);
  });

  test('has the 33 stop words of Lucene', () => {
    expect(new Set(ENGLISH_STOP_WORDS).size).toBe(33);
    expect(english.terms(ENGLISH_STOP_WORDS.join(' '))).toEqual([]);
  });

  test('takes stop words in any spelling, and none', () => {
    expect(createAnalyzer({ stopWords: ['GATEWAYS'] }).terms('the gateways gateway')).toEqual(['the', 'gateway']);
    expect(createAnalyzer({ stopWords: [] }).terms('to be')).toEqual(['to', 'be']);
    expect(createAnalyzer({ stem: false }).terms('the clients')).toEqual(['clients']);
  });

  test('is not confused by words that every object has', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
    expect(plain.terms(names.join(' '))).toEqual(['proto', 'constructor', 'tostring', 'hasownproperty', 'valueof']);
    expect(english.terms('constructor constructor')).toEqual(['constructor', 'constructor']);
  });

  test('has a name that tells settings apart', () => {
    const analyzers = [{}, { language: 'none' }, { stem: false }, { stopWords: [] }, { stopWords: ['a'] }] as const;
    const names = analyzers.map((options) => createAnalyzer(options).name);
    expect(new Set(names).size).toBe(names.length);
    expect(createAnalyzer().name).toBe(english.name);
  });

  test.each([
    [{ language: 'klingon' }, 'language is "klingon"'],
    [{ language: 'none', stem: true }, 'no stemmer'],
    [{ stopWords: 'the' }, 'stopWords is "the"'],
    [{ stopWords: [1] }, 'stopWords is [1]'],
  ])('refuses %j', (options, message) => {
    const create = () => createAnalyzer(options as Parameters<typeof createAnalyzer>[0]);
    expect(create).toThrow(message);
    expect(create).toThrow(expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' }));
  });

  test('gives the same terms with and without offsets, in order, within the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const tokens = english.tokens(text);
        expect(english.terms(text)).toEqual(tokens.map(({ term }) => term));
        for (const [index, { term, start, end }] of tokens.entries()) {
          expect(term).not.toBe('');
          expect(start).toBeGreaterThanOrEqual(tokens[index - 1]?.start ?? 0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { seed: 1 },
    );
  });

  // Quadratic work on these would take minutes and run into the limit.
  describe.each([
    ['one letter', 'a'],
    ['letters that stem hard', 'ya'],
    ['accents out of order', '\u0301\u0323'],
    ['one letter under accents', 'a\u0301\u0323\u0301\u0323\u0301\u0323\u0301\u0323'],
    ['letters without spaces', 'qwertzuiop'],
    ['apostrophes', "a'"],
    ['lone surrogates', 'a\ud800'],
    ['kana under marks', 'か\u3099\u3099\u3099'],
    ['characters without spaces', '設定例'],
    ['syllables without spaces', '설정'],
    ['soft hyphens', '\u00ad'],
    ['mixed scripts', '設a'],
    ['capitals', 'A'],
    ['humps', 'aBC1'],
    ['joined words', 'a.b_'],
    ['letters and full stops', 'a.'],
  ])('is done soon with a great many %s', (_, piece) => {
    test.each([
      ['english', english, 1_000_000],
      ['german', createAnalyzer({ language: 'german' }), 200_000],
      ['identifiers', createAnalyzer({ identifiers: true }), 200_000],
    ] as const)('in %s', { timeout: 30_000 }, (_name, analyzer, length) => {
      const text = piece.repeat(length / piece.length);
      const tokens = analyzer.tokens(text);
      expect(tokens.length).toBeLessThanOrEqual(2 * length);
      expect(tokens.every(({ end }) => end <= text.length)).toBe(true);
      expect(analyzer.terms(text)).toHaveLength(tokens.length);
    });
  });
});

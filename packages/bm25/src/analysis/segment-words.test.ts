import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_WORD_LENGTH, segmentWords } from './segment-words.ts';

const texts = (text: string): readonly string[] => segmentWords(text).map((word) => word.text);

describe('segmentWords', () => {
  test.each([
    ['How do I configure OAuth2?', ['How', 'do', 'I', 'configure', 'OAuth2']],
    ["don't the user’s rock'n'roll", ["don't", 'the', 'user’s', "rock'n", 'roll']],
    ["'quoted'", ['quoted']],
    ['client_secret=a/b.ce-d 3.14', ['client', 'secret', 'a', 'b', 'ce', 'd', '3', '14']],
    ['The U.S., e.g. a.k.a. A.1 a.b.cc', ['The', 'U.S', 'e.g', 'a.k.a', 'A', '1', 'a', 'b', 'cc']],
    ['Ünïcode naïve हिन्दी العربية', ['Ünïcode', 'naïve', 'हिन्दी', 'العربية']],
    ['co\u00adoperate', ['co\u00adoperate']],
    ['설정 파일', ['설정', '파일']],
    ['', []],
    [' \n\0\t…', []],
  ])('finds the words of %j', (text, words) => expect(texts(text)).toEqual(words));

  test.each([
    ['設定', ['設定']],
    ['認証設定', ['認証', '証設', '設定']],
    ['第', ['第']],
    ['データ', ['デー', 'ータ']],
    ['か\u3099くせい', ['か\u3099く', 'くせ', 'せい']],
    ['ไทย', ['ไท', 'ทย']],
    ['설정 파일을 읽', ['설정', '파일', '일을', '읽']],
    [`${'설정'.normalize('NFD')}OAuth`, ['설정'.normalize('NFD'), 'OAuth']],
    ['OAuth2設定v3例', ['OAuth2', '設定', 'v3', '例']],
  ])('pairs the characters of %s', (text, words) => {
    expect(texts(text)).toEqual(words);
  });

  test('cuts a run of letters that never ends', () => {
    expect(texts('x'.repeat(600)).map(({ length }) => length)).toEqual([2 * MAX_WORD_LENGTH, 90].flatMap(cut));
  });

  test('takes a lone surrogate as a separator and an astral letter as one', () => {
    expect(texts('a\ud800b \udfffc 𝐀𝐁')).toEqual(['a', 'b', 'c', '𝐀𝐁']);
  });

  test('gives each word as it stands at its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const word of segmentWords(text)) expect(text.slice(word.start, word.end)).toBe(word.text);
      }),
      { seed: 1 },
    );
  });
});

function cut(length: number): number[] {
  return length <= MAX_WORD_LENGTH ? [length] : [MAX_WORD_LENGTH, ...cut(length - MAX_WORD_LENGTH)];
}

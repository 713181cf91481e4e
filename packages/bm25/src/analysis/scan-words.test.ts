import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanWords } from './scan-words.ts';
import { MAX_WORD_LENGTH, segmentWords } from './segment-words.ts';

function scanned(text: string): string[] {
  const words: string[] = [];
  scanWords(text, (word) => words.push(word));
  return words;
}

const segmented = (text: string): string[] => segmentWords(text).map((word) => word.text);

const PIECES = ['a', '.', 'of', 'gateway', 'characterize', "don't", "'", '’', 'X', 'OAuth2', ' ', '. ', '\0', '_', '-'];
const OTHERS = ['é', '\u0301', '—', '\ud800', '\udc00', '𝐀', '設', 'か\u3099', 'ไทย', '\u00ad', '\u200d', 'ß', '설정'];
const LONG = [12, 13, MAX_WORD_LENGTH, MAX_WORD_LENGTH + 1].map((length) => 'x'.repeat(length));
/** Text in which words of ASCII stand beside everything else. */
const mixed = fc.array(fc.constantFrom(...PIECES, ...OTHERS, ...LONG), { maxLength: 12 }).map((all) => all.join(''));

describe('scanWords', () => {
  test('visits the words that segmentWords finds', () => {
    fc.assert(
      fc.property(fc.oneof(mixed, fc.string({ unit: 'binary' })), (text) => {
        expect(scanned(text)).toEqual(segmented(text));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test.each(["don't can’t", "dogs' 'tis a'b'c", "x'é éa aé", `${'x'.repeat(300)}'s`, "a'\u0301", 'A\ud800b'])(
    'reads %j as segmentWords does',
    (text) => expect(scanned(text)).toEqual(segmented(text)),
  );

  test('calls short words of lower-case ASCII plain, and no others', () => {
    const plain: string[] = [];
    scanWords("The gateway v2, don't café authentication authenticate", (word, isPlain) => {
      if (isPlain) plain.push(word);
    });
    expect(plain).toEqual(['gateway', 'v2', 'authenticate']);
  });
});

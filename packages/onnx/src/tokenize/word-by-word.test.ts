import { readFileSync } from 'node:fs';
import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Engine } from './engine.ts';
import { referenceText } from './reference-text.ts';
import { wordByWord } from './word-by-word.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/tokenize/${name}.json`, import.meta.url), 'utf8'));
const tokenizer = read('wordpiece.tokenizer');
const engine: Engine = new HuggingFaceTokenizer(tokenizer, {});
const prepare = referenceText(engine);
const whole = (text: string): readonly number[] => engine.encode(prepare(text), { add_special_tokens: false }).ids;

test('gives the ids of the whole text, for any text', () => {
  const encode = wordByWord(whole, tokenizer, engine);
  const pieces = constantFrom(
    ...[
      ' ',
      '\n',
      '\t',
      '\u00a0',
      '\u3000',
      '\u0000',
      '\u00ad',
      '\u0301',
      '!',
      '.',
      "'",
      '_',
      '(',
      '[',
      ']',
      '[MASK]',
      '[UNK]',
    ],
    ...[
      'the',
      'The',
      'gateway',
      'U.S.',
      "don't",
      'ΑΣ',
      'ΑΣ.Β',
      'Café',
      'İ',
      '設定例',
      '한국어',
      '𠀀',
      '👩‍👩‍👧',
      '\ud800',
      'x'.repeat(120),
    ],
  );
  const text = array(oneof(pieces, string({ unit: 'binary', maxLength: 4 })), { maxLength: 20 }).map((all) =>
    all.join(''),
  );
  assert(
    property(text, (text) => {
      expect(encode(text)).toEqual(whole(text));
      expect(encode(text)).toEqual(whole(text));
    }),
    { seed: 31, numRuns: 4000 },
  );
});

test('asks for a word that is not plain once, however often it comes', () => {
  const asked = vi.fn(whole);
  const encode = wordByWord(asked, tokenizer, engine);
  encode('the café, the page');
  encode('café, the');
  expect(asked.mock.calls.flat()).toEqual(['café', ',']);
});

test('leaves tokenizers of another kind alone', () => {
  for (const kind of ['byte-level-bpe', 'unigram'])
    expect(wordByWord(whole, read(`${kind}.tokenizer`), engine)).toBe(whole);
});

import { createTokenizer } from '@tsr/onnx/tokenize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWordPieces } from './static-word-pieces.ts';

const tokens = ['a', 'ab', 'abc', '##a', '##b', '##bc', '##ca', '0', '##01', 'unk', '[UNK]', '##c0'];
const vocabulary = new Map(tokens.map((token, id) => [token, id]));
const unknown = tokens.indexOf('[UNK]');
const idsOf = createWordPieces(vocabulary, { unknown, longest: 12 });
const tokenizer = createTokenizer({
  tokenizer: {
    added_tokens: [],
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: null,
    decoder: null,
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 12,
      vocab: Object.fromEntries(vocabulary),
    },
  },
});

test('plain words are cut as by the tokenizer that encoders use', () => {
  const letters = fc.constantFrom('a', 'b', 'c', 'A', 'B', 'C', '0', '1', 'z');
  const word = fc.array(letters, { minLength: 1, maxLength: 14 }).map((all) => all.join(''));
  fc.assert(
    fc.property(word, (word) => {
      expect(idsOf(word)).toEqual([...tokenizer.encode(word)]);
    }),
    { seed: 5, numRuns: 3000 },
  );
  expect(idsOf('abcA')).toEqual([2, 3]);
});

test('other words are left to the tokenizer', () => {
  for (const word of ['', 'café', 'a-b', '国', 'a b', '[UNK]', 'a\n', '\u212a']) expect(idsOf(word)).toBeUndefined();
});

import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Engine } from './engine.ts';
import { createWordPieces } from './word-pieces.ts';

const tokens = ['a', 'ab', 'abc', '##a', '##b', '##bc', '##ca', '0', '##01', 'unk', '[UNK]', '##c0'];
const vocabulary = new Map(tokens.map((token, id) => [token, id]));
const settings = { unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 12 };

function engineOf(lowercase: boolean): Engine {
  const tokenizer = {
    added_tokens: [],
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: null,
    decoder: null,
    model: { type: 'WordPiece', ...settings, vocab: Object.fromEntries(vocabulary) },
  };
  return new HuggingFaceTokenizer(tokenizer, {});
}

test.each([true, false])('plain words are cut as by the engine; lower case: %s', (lowercase) => {
  const engine = engineOf(lowercase);
  const idsOf = createWordPieces(engine, { ...settings, lowercase });
  const letters = fc.constantFrom('a', 'b', 'c', 'A', 'B', 'C', '0', '1', 'z');
  const word = fc.array(letters, { minLength: 1, maxLength: 14 }).map((all) => all.join(''));
  fc.assert(
    fc.property(word, (word) => {
      expect(idsOf(word)).toEqual([...engine.encode(word, { add_special_tokens: false }).ids]);
    }),
    { seed: 5, numRuns: 3000 },
  );
  expect(idsOf('abca')).toEqual([2, 3]);
});

test('other words are left to the engine', () => {
  const idsOf = createWordPieces(engineOf(true), { ...settings, lowercase: true });
  for (const word of ['', 'café', 'a-b', '国', 'a b', '[UNK]', 'a\n', '\u212a']) expect(idsOf(word)).toBeUndefined();
});

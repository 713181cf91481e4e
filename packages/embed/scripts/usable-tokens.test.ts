import { expect, test } from 'vitest';
import { usableTokens } from './usable-tokens.ts';

const file = {
  normalizer: { type: 'BertNormalizer', lowercase: true },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  model: {
    type: 'WordPiece',
    continuing_subword_prefix: '##',
    vocab: { '##s': 9, '[PAD]': 0, '[unused12]': 1, the: 5, '[': 3, '##国': 6, '##！': 7, '##$': 8, 国: 4, '7': 2 },
  },
};

test('usable tokens come by id, without special ones and those that no text gives', () => {
  expect(usableTokens(file).map(({ token }) => token)).toEqual(['7', '[', '国', 'the', '##s']);
});

test('a tokenizer that the embedder would read otherwise is refused', () => {
  const cased = { ...file, normalizer: { type: 'BertNormalizer', lowercase: false } };
  expect(() => usableTokens(cased)).toThrow(/not a lower-casing BERT WordPiece/);
  expect(() => usableTokens({ ...file, model: { ...file.model, type: 'BPE' } })).toThrow(/not a lower-casing/);
});

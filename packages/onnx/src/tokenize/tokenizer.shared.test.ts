import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTokenizer } from './index.ts';

const shared = new URL('../../../../../shared/models/', import.meta.url);
const files = ['tsr/untrained-cross-encoder-l6', 'Xenova/all-MiniLM-L6-v2', 'Xenova/bge-small-en-v1.5'];
const json = (url: URL) => JSON.parse(readFileSync(url, 'utf8'));
const expected = json(new URL('../../fixtures/tokenize/bert.expected.json', import.meta.url));

describe.each(files)('the tokenizer of %s', (folder) => {
  const tokenizer = createTokenizer({
    tokenizer: json(new URL(`${folder}/tokenizer.json`, shared)),
    config: json(new URL(`${folder}/tokenizer_config.json`, shared)),
  });

  it('gives the ids of Hugging Face tokenizers on hard strings', () => {
    expect(tokenizer.vocabularySize).toBe(30522);
    for (const [text, ids] of expected.texts) expect([text, tokenizer.encode(text)]).toEqual([text, ids]);
  });

  it('joins and cuts pairs as Hugging Face tokenizers does', () => {
    for (const { query, passage, budget, ids, types } of expected.pairs) {
      const pair = tokenizer.pair(query, passage, { maxTokens: budget[0], maxQueryTokens: budget[1] });
      expect([[...pair.inputIds], [...pair.tokenTypeIds]]).toEqual([ids, types]);
    }
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeShared, sharedPath } from '../../../../tooling/shared.ts';
import { createTokenizer } from './index.ts';

const files = ['tsr/untrained-cross-encoder-l6', 'Xenova/all-MiniLM-L6-v2', 'Xenova/bge-small-en-v1.5'];
const json = (path: string | URL) => JSON.parse(readFileSync(path, 'utf8'));
const expected = json(new URL('../../fixtures/tokenize/bert.expected.json', import.meta.url));

describeShared('the tokenizers of real models', () => {
  describe.each(files)('%s', (folder) => {
    const tokenizer = createTokenizer({
      tokenizer: json(sharedPath(`models/${folder}/tokenizer.json`)),
      config: json(sharedPath(`models/${folder}/tokenizer_config.json`)),
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
});

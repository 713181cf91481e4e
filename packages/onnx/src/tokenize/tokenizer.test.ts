import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTokenizer, type Tokenizer } from './index.ts';

interface Expected {
  readonly vocabularySize: number;
  readonly texts: readonly (readonly [string, readonly number[]])[];
  readonly pairs: readonly {
    readonly query: string;
    readonly passage: string;
    readonly budget: readonly [number, number];
    readonly ids: readonly number[];
    readonly types: readonly number[];
  }[];
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/tokenize/${name}.json`, import.meta.url), 'utf8'));
const load = (kind: string): Tokenizer => createTokenizer({ tokenizer: read(`${kind}.tokenizer`) });
const invalid = { code: 'TSR_MODEL_INVALID' };

// Values: Hugging Face tokenizers 0.23.3, scripts/make-tokenizer-fixtures.py.
describe.each(['wordpiece', 'byte-level-bpe', 'unigram'])('a %s tokenizer', (kind) => {
  const tokenizer = load(kind);
  const expected: Expected = read(`${kind}.expected`);

  it('knows the size of its vocabulary', () => {
    expect(tokenizer.vocabularySize).toBe(expected.vocabularySize);
  });

  it('gives the ids of the reference on hard strings', () => {
    for (const [text, ids] of expected.texts) expect([text, tokenizer.encode(text)]).toEqual([text, ids]);
  });

  it('joins and cuts pairs as the reference does', () => {
    for (const { query, passage, budget, ids } of expected.pairs) {
      const pair = tokenizer.pair(query, passage, { maxTokens: budget[0], maxQueryTokens: budget[1] });
      expect([query, passage, budget, [...pair.inputIds]]).toEqual([query, passage, budget, ids]);
    }
  });
});

describe('a pair', () => {
  const tokenizer = load('wordpiece');
  const [cls, sep] = ['[CLS]', '[SEP]'].map((token) => tokenizer.tokenToId(token));

  it('has the token types of the reference', () => {
    const { pairs }: Expected = read('wordpiece.expected');
    for (const { query, passage, budget, types } of pairs) {
      const pair = tokenizer.pair(query, passage, { maxTokens: budget[0], maxQueryTokens: budget[1] });
      expect([...pair.tokenTypeIds]).toEqual(types);
    }
  });

  it('keeps its separators and says what was cut', () => {
    const pair = tokenizer.pair('the '.repeat(100), 'of '.repeat(100), { maxTokens: 10, maxQueryTokens: 4 });
    expect(pair.inputIds[0]).toBe(cls);
    expect(pair.inputIds[5]).toBe(sep);
    expect(pair.inputIds[9]).toBe(sep);
    expect(pair.inputIds).toHaveLength(10);
    expect(pair.truncated).toEqual({ query: true, passage: true });
  });

  it('says that nothing was cut where all fits exactly', () => {
    const pair = tokenizer.pair('the of', 'a to in', { maxTokens: 8, maxQueryTokens: 2 });
    expect(pair.truncated).toEqual({ query: false, passage: false });
    expect(pair.inputIds).toHaveLength(8);
  });

  it('is refused a budget that leaves the passage no room', () => {
    expect(() => tokenizer.pair('a', 'b', { maxTokens: 8, maxQueryTokens: 5 })).toThrow(/maxTokens is 8.*at least 9/);
    expect(() => tokenizer.pair('a', 'b', { maxTokens: 8, maxQueryTokens: 0 })).toThrow(/maxQueryTokens is 0/);
    expect(() => tokenizer.pair('a', 'b', { maxTokens: Number.NaN, maxQueryTokens: 2 })).toThrow(RangeError);
  });
});

describe('a text', () => {
  const tokenizer = load('wordpiece');
  const [cls, sep] = ['[CLS]', '[SEP]'].map((token) => tokenizer.tokenToId(token));

  it('is framed by the template and cut at its end', () => {
    const { texts }: Expected = read('wordpiece.expected');
    for (const [text, ids] of texts) {
      const { inputIds, tokenTypeIds, truncated } = tokenizer.text(text, 12);
      expect([...inputIds]).toEqual([cls, ...ids.slice(0, 10), sep]);
      expect([...tokenTypeIds]).toEqual(Array(inputIds.length).fill(0));
      expect(truncated).toBe(ids.length > 10);
    }
  });

  it('is refused a budget that leaves it no room, or a tokenizer that has no frame for it', () => {
    expect(() => tokenizer.text('a', 2)).toThrow(/maxTokens is 2.*at least 3/);
    for (const odd of [Number.NaN, -128, 8.5]) expect(() => tokenizer.text('a '.repeat(5000), odd)).toThrow(RangeError);
    const bare = createTokenizer({ tokenizer: { ...read('wordpiece.tokenizer'), post_processor: null } });
    expect(() => bare.text('a', 8)).toThrow(expect.objectContaining(invalid));
  });
});

describe('encode', () => {
  it('survives lone surrogates', () => {
    expect(load('wordpiece').encode('a \ud800 b \udfff')).toEqual(expect.any(Array));
  });
});

describe('createTokenizer', () => {
  const good = read('wordpiece.tokenizer');

  it.each<[string, object]>([
    ['an empty object', {}],
    ['an array', []],
    ['an unknown model', { ...good, model: { type: 'Nonsense' } }],
    ['no vocabulary', { ...good, model: { ...good.model, vocab: {} }, added_tokens: [] }],
    ['a vocabulary without the unknown token', { ...good, model: { ...good.model, unk_token: '[NONE]' } }],
    [
      'a template of unknown tokens',
      { ...good, post_processor: { type: 'BertProcessing', sep: ['[X]', 1], cls: ['[Y]', 2] } },
    ],
    ['an id of four thousand millions', { ...good, added_tokens: [{ id: 4e9, content: 'x', special: true }] }],
    ['an id of six millions', { ...good, added_tokens: [{ id: 6e6, content: 'x', special: true }] }],
  ])('refuses %s', (_, tokenizer) => {
    expect(() => createTokenizer({ tokenizer })).toThrow(expect.objectContaining(invalid));
  });

  it('encodes without a pair template, and refuses pairs then', () => {
    const tokenizer = createTokenizer({ tokenizer: { ...good, post_processor: null } });
    expect(tokenizer.encode('the')).toEqual([tokenizer.tokenToId('the')]);
    expect(() => tokenizer.pair('a', 'b', { maxTokens: 9, maxQueryTokens: 2 })).toThrow(
      expect.objectContaining(invalid),
    );
  });
});

import { createTokenizer } from '@tsr/onnx/tokenize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallTable } from './small-table.fixture.ts';
import { createWordReader, nextWord } from './static-tokens.ts';

const { tokens } = smallTable();

function rowsWordByWord(text: string): number[] {
  const read = createWordReader(tokens);
  const rows: number[] = [];
  for (let at = 0; ; ) {
    const { start, end } = nextWord(text, at);
    if (start === end) return rows;
    rows.push(...read(text.slice(start, end)).rows);
    at = end;
  }
}

const named = (text: string): string[] => rowsWordByWord(text).map((row) => tokens[row] as string);

// The whole text at once, by the tokenizer that encoders use.
const whole = createTokenizer({
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
      max_input_chars_per_word: 40,
      vocab: Object.fromEntries([...tokens, '[UNK]'].map((token, row) => [token, row])),
    },
  },
});

describe('word rows', () => {
  it('are those of the longest known pieces, without case and accents', () => {
    expect(named('Gateway, CAFÉ naïve!')).toEqual(['gate', '##way', 'cafe', 'naive', '!']);
    expect(named('users 国国 [CLS]')).toEqual(['user', '##s', '国', '国']);
  });

  it('leave out words that the table cannot spell, and runs of more than 40 letters', () => {
    expect(named('gate xyz way')).toEqual(['gate', 'way']);
    expect(named(`b${'a'.repeat(39)} c${'a'.repeat(40)}`)).toHaveLength(40);
  });

  it('are the same word by word as for the whole text', () => {
    const piece = fc.oneof(
      fc.constantFrom(...tokens.map((token) => token.replace('##', ''))),
      fc.constantFrom(
        ' ',
        '\n',
        '\t',
        '\r',
        '\u00a0',
        '\u3000',
        '\u0301',
        '\u0000',
        '\u200b',
        'Σ',
        'İ',
        '\ud800',
        '[UNK]',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        expect(rowsWordByWord(text)).toEqual(whole.encode(text).filter((row) => row < tokens.length));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('are the same when remembered, and after more words than are remembered', () => {
    const read = createWordReader(tokens);
    const first = read('gateway');
    for (let word = 0; word < 60_000; word++) read(`7${word}`);
    expect(read('gateway')).toEqual(first);
    expect(read('gateway')).toEqual(first);
  });

  it('come with the letters of the word, and those that are known', () => {
    const read = createWordReader(tokens);
    expect(read('Gateway')).toMatchObject({ letters: 7, known: 0 });
    expect(read('refresh')).toMatchObject({ letters: 7, known: 7 });
    expect(read('refreshing')).toMatchObject({ letters: 10, known: 7 });
    expect(read('xyz7')).toMatchObject({ letters: 3, known: 0 });
    expect(read('café')).toMatchObject({ letters: 4, known: 0 });
    expect(read('国')).toMatchObject({ letters: 3, known: 0 });
    expect(read('!')).toMatchObject({ letters: 0, known: 0 });
  });

  it('of a table whose tokens are names of built-in properties are found', () => {
    const read = createWordReader(['constructor', '__proto__', 'tostring']);
    expect([...read('constructor').rows]).toEqual([0]);
    expect([...read('toString').rows]).toEqual([2]);
    expect([...read('hasOwnProperty').rows]).toEqual([]);
  });
});

describe('nextWord', () => {
  it('cuts a run without blanks into pieces, and loses nothing', () => {
    const text = `  ${'a'.repeat(20_000)} x `;
    const pieces: string[] = [];
    for (let at = 0, word = nextWord(text, at); word.end > word.start; at = word.end, word = nextWord(text, at))
      pieces.push(text.slice(word.start, word.end));
    expect(pieces.map((piece) => piece.length)).toEqual([8192, 8192, 3616, 1]);
    expect(pieces.join('')).toBe(text.replaceAll(' ', ''));
  });
});

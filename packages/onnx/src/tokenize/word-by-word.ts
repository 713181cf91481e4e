import type { Engine } from './engine.ts';
import { createWordPieces, type WordPieceSettings } from './word-pieces.ts';

type Encode = (text: string) => readonly number[];

const MOST_WORDS = 32_768;
/** Longer words are read each time: they hardly come back, and would take up the memory. */
const LONGEST = 40;
// What BERT keeps apart whatever follows: runs without blanks and ASCII punctuation, and each such mark on its own.
const WORD = /[^ \t\n\r!-/:-@[-`{-~]+|[!-/:-@[-`{-~]/g;

/**
 * The same ids as `encode` gives for the whole text, but looked up word by word, since text has few distinct words: a
 * tenth of the time. For tokenizers of BERT's kind; others are given back as they are, and so are texts that have special
 * tokens (`[MASK]`) in them.
 *
 * @param tokenizer What `engine` was made of: `tokenizer.json`.
 */
export function wordByWord(encode: Encode, tokenizer: object, engine: Engine): Encode {
  const { normalizer, pre_tokenizer, model, added_tokens = [] } = tokenizer as TokenizerJson;
  const isBert = normalizer?.type === 'BertNormalizer' && pre_tokenizer?.type === 'BertPreTokenizer';
  if (!isBert || model?.type !== 'WordPiece') return encode;
  const pieces = createWordPieces(engine, { ...model, lowercase: normalizer.lowercase ?? true });
  const specials = added_tokens.map(({ content }) => content);
  let known = new Map<string, readonly number[]>();

  function idsOf(word: string): readonly number[] {
    const found = known.get(word);
    if (found !== undefined) return found;
    const ids = pieces(word) ?? encode(word);
    if (word.length > LONGEST) return ids;
    if (known.size >= MOST_WORDS) known = new Map();
    // A substring would keep the text that it was cut from in memory.
    known.set(` ${word}`.slice(1), ids);
    return ids;
  }

  return (text) => {
    if (specials.some((special) => text.includes(special))) return encode(text);
    const all: number[] = [];
    for (const [word] of text.matchAll(WORD)) {
      const ids = idsOf(word);
      for (let at = 0; at < ids.length; at++) all.push(ids[at]!);
    }
    return all;
  };
}

/** What is looked at of `tokenizer.json`. */
interface TokenizerJson {
  readonly normalizer?: { readonly type?: string; readonly lowercase?: boolean } | null;
  readonly pre_tokenizer?: { readonly type?: string } | null;
  readonly model?: Omit<WordPieceSettings, 'lowercase'> & { readonly type?: string };
  readonly added_tokens?: readonly { readonly content: string }[];
}

import type { Engine } from './engine.ts';

/** Ids of a word's pieces; undefined where it is not one of ASCII letters and digits alone. */
export type WordPieceIds = (word: string) => readonly number[] | undefined;

/** The model of `tokenizer.json`, and what its normalizer does to case. */
export interface WordPieceSettings {
  readonly unk_token: string;
  /** @default '##' */
  readonly continuing_subword_prefix?: string;
  /** @default 100 */
  readonly max_input_chars_per_word?: number;
  readonly lowercase: boolean;
}

const PLAIN = /^[A-Za-z0-9]+$/;

/**
 * WordPiece of plain words: the longest piece that the vocabulary has, again and again (Wu et al., "Google's Neural
 * Machine Translation System", 2016). Most words are plain, and the whole engine takes ten times as long for one.
 */
export function createWordPieces(
  engine: Pick<Engine, 'model' | 'token_to_id'>,
  {
    unk_token,
    continuing_subword_prefix: continued = '##',
    max_input_chars_per_word: longest = 100,
    lowercase,
  }: WordPieceSettings,
): WordPieceIds {
  const unknown = [engine.token_to_id(unk_token) as number];
  const most = engine.model.vocab.reduce((most, token) => Math.max(most, token.length), 0);
  return (word) => {
    if (!PLAIN.test(word)) return undefined;
    if (word.length > longest) return unknown;
    const text = lowercase ? word.toLowerCase() : word;
    const ids: number[] = [];
    for (let start = 0; start < text.length; ) {
      const prefix = start === 0 ? '' : continued;
      let end = Math.min(text.length, start + most);
      let id = engine.token_to_id(prefix + text.slice(start, end));
      while (id === undefined && end > start + 1) id = engine.token_to_id(prefix + text.slice(start, --end));
      if (id === undefined) return unknown;
      ids.push(id);
      start = end;
    }
    return ids;
  };
}

/** The part of a Hugging Face `tokenizer.json` that is read here. */
export interface WordPieceFile {
  readonly normalizer?: { readonly type?: string; readonly lowercase?: boolean } | null;
  readonly pre_tokenizer?: { readonly type?: string } | null;
  readonly model: {
    readonly type?: string;
    readonly continuing_subword_prefix?: string;
    readonly vocab: Readonly<Record<string, number>>;
  };
}

export interface VocabularyEntry {
  readonly token: string;
  readonly id: number;
}

const SPECIAL = /^\[(PAD|UNK|CLS|SEP|MASK|unused\d+)\]$/;
// BERT sets Han characters and punctuation apart, so that none of them ever continues a word.
const UNREACHABLE = /^##[\p{P}\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff!-/:-@[-`{-~]+$/u;

/**
 * Tokens that a text can have, by id: a BERT vocabulary lists words from frequent to rare.
 * @throws Error if the tokenizer is not a lower-casing BERT WordPiece, the only kind that the embedder reads as
 *   the encoder does.
 */
export function usableTokens({ normalizer, pre_tokenizer, model }: WordPieceFile): readonly VocabularyEntry[] {
  const bert =
    normalizer?.type === 'BertNormalizer' && normalizer.lowercase && pre_tokenizer?.type === 'BertPreTokenizer';
  if (!bert || model.type !== 'WordPiece' || model.continuing_subword_prefix !== '##')
    throw new Error('the encoder’s tokenizer.json is not a lower-casing BERT WordPiece; choose another encoder');
  return Object.entries(model.vocab)
    .map(([token, id]) => ({ token, id }))
    .filter(({ token }) => !SPECIAL.test(token) && !UNREACHABLE.test(token))
    .toSorted((a, b) => a.id - b.id);
}

import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import { TsrError } from '@tsr/core';
import type { Engine } from './engine.ts';
import { type IdsUpTo, idsUpTo } from './ids-up-to.ts';
import { type EncodedPair, type PairBudget, type PairFrame, pairFrameOf } from './pair-frame.ts';
import { type PairWindows, pairWindows, reachOfWindows, type WindowOptions } from './pair-windows.ts';
import { referenceText } from './reference-text.ts';
import { relevantSpan } from './relevant-span.ts';
import { type EncodedText, textFrameOf } from './text-frame.ts';
import { wordByWord } from './word-by-word.ts';

/** Parsed files of a model's folder, as the Hugging Face hub lays them out. */
export interface TokenizerFiles {
  /** `tokenizer.json`. Its truncation and padding settings are not applied: see {@link Tokenizer.pair}. */
  readonly tokenizer: object;
  /** `tokenizer_config.json`. */
  readonly config?: object;
}

/** Turns text into the token ids that a model was trained on. Pure; holds no resources. */
export interface Tokenizer {
  /** One more than the largest id: the number of rows of the model's token table. */
  readonly vocabularySize: number;
  /** Ids of the text alone: no special tokens around it, nothing cut. */
  encode(text: string): readonly number[];
  /** One text as the model's template frames it, cut at its end to `maxTokens`, separators included. */
  text(text: string, maxTokens: number): EncodedText;
  /**
   * Query and passage as the model's template joins them. Each is cut at its end to fit; the separators are
   * always there, and a long query never pushes the passage out.
   */
  pair(query: string, passage: string, budget: PairBudget): EncodedPair;
  /** Query and passage several times, each time with the next part of a passage that does not fit. */
  windows(query: string, passage: string, budget: PairBudget, options: WindowOptions): PairWindows;
  /** Query and passage, of which the whole sentences are read that have most of the query, `spanTokens` at most. */
  span(query: string, passage: string, budget: PairBudget, spanTokens: number): EncodedPair;
  /** Id of a token as the vocabulary spells it. */
  tokenToId(token: string): number | undefined;
}

const MAX_VOCABULARY = 5_000_000;
// Of no script: becomes the unknown token, or bytes, in every vocabulary.
const UNKNOWN = '\u{1F9FF}\u{10FFFD}\u{E000}\u0378';

/**
 * The tokenizer that a model's folder describes (WordPiece, BPE or Unigram).
 * Ids equal those of Hugging Face `tokenizers`, the reference that models are trained with, except for a few
 * letters and marks that Unicode added since 2016 (Adlam, some Arabic punctuation).
 * @throws TsrError `TSR_MODEL_INVALID` if the files are not a tokenizer.
 */
export function createTokenizer({ tokenizer, config = {} }: TokenizerFiles): Tokenizer {
  const engine = engineOf(tokenizer, config);
  const vocabularySize = sizeOf(engine);
  const prepare = referenceText(engine);
  const textFrame = textFrameOf(engine);
  const pairFrame = pairFrameOf(engine);
  const encodeWhole = (text: string): readonly number[] =>
    engine.encode(prepare(text), { add_special_tokens: false }).ids;
  const encode = wordByWord(encodeWhole, tokenizer, engine);
  const readUpTo = idsUpTo(encode);
  const readQuery = rememberLast(readUpTo);
  function framed(): PairFrame {
    if (pairFrame) return pairFrame;
    throw new TsrError('TSR_MODEL_INVALID', 'onnx: tokenizer.json has no template for pairs; use a cross-encoder’s');
  }
  checkIds(encodeWhole(`a ${UNKNOWN}`), vocabularySize);
  return {
    vocabularySize,
    encode,
    text(text, maxTokens) {
      if (textFrame) return textFrame.wrap(readUpTo(text, maxTokens), maxTokens);
      throw new TsrError('TSR_MODEL_INVALID', 'onnx: tokenizer.json puts nothing around a text; use an encoder’s');
    },
    pair: (query, passage, budget) =>
      framed().join(readQuery(query, budget.maxQueryTokens), readUpTo(passage, budget.maxTokens), budget),
    windows(query, passage, budget, options) {
      const ids = readUpTo(passage, reachOfWindows(budget, options));
      return pairWindows(framed(), readQuery(query, budget.maxQueryTokens), ids, budget, options);
    },
    span(query, passage, budget, spanTokens) {
      const frame = framed();
      const queryIds = readQuery(query, budget.maxQueryTokens);
      const room = budget.maxTokens - frame.specials - Math.min(queryIds.length, budget.maxQueryTokens);
      const tokens = Math.min(room, spanTokens);
      const { text, whole } = relevantSpan(query, passage, { tokens, countTokens: (text) => encode(text).length });
      const ids = readUpTo(text, tokens);
      const { truncated, ...pair } = frame.join(queryIds, ids.slice(0, tokens), budget);
      return { ...pair, truncated: { ...truncated, passage: !whole || ids.length > tokens } };
    },
    tokenToId: (token) => engine.token_to_id(token),
  };
}

function engineOf(tokenizer: object, config: object): Engine {
  try {
    return new HuggingFaceTokenizer(tokenizer, config);
  } catch (cause) {
    throw new TsrError('TSR_MODEL_INVALID', `onnx: tokenizer.json cannot be used: ${reason(cause)}`, { cause });
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function sizeOf(engine: Engine): number {
  const size = engine.model.vocab.length;
  if (size >= 1 && size <= MAX_VOCABULARY) return size;
  throw new TsrError(
    'TSR_MODEL_INVALID',
    `onnx: tokenizer.json has ${size} tokens; 1 to ${MAX_VOCABULARY} can be used`,
  );
}

function checkIds(ids: readonly unknown[], vocabularySize: number): void {
  const bad = ids.find((id) => !Number.isInteger(id) || (id as number) < 0 || (id as number) >= vocabularySize);
  if (ids.length > 0 && bad === undefined && !ids.includes(undefined)) return;
  throw new TsrError(
    'TSR_MODEL_INVALID',
    `onnx: tokenizer.json gives an unknown word the id ${bad}; its model is broken`,
  );
}

/** Pairs come query by query: a long one is not read again for each passage. */
function rememberLast(read: IdsUpTo): IdsUpTo {
  let last: { readonly text: string; readonly count: number; readonly ids: readonly number[] } | undefined;
  return (text, count) => {
    if (last?.text !== text || last.count !== count) last = { text, count, ids: read(text, count) };
    return last.ids;
  };
}

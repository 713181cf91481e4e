import { outOfRange } from '@tsr/core';
import type { Engine } from './engine.ts';
import { type Slot, templateSlots } from './template-slots.ts';

/** How many tokens a pair may have. */
export interface PairBudget {
  /** All tokens together, separators included. */
  readonly maxTokens: number;
  /** Tokens of the query alone; the passage gets what is left of `maxTokens`. */
  readonly maxQueryTokens: number;
}

/** A query and a passage as one model input, without padding. */
export interface EncodedPair {
  readonly inputIds: Int32Array;
  /** 0 for the query and its specials, 1 for the passage and its. As long as `inputIds`. */
  readonly tokenTypeIds: Int32Array;
  /** Which of the two was cut to fit the budget. */
  readonly truncated: { readonly query: boolean; readonly passage: boolean };
}

/** What a model's template puts around a query and a passage: `[CLS] query [SEP] passage [SEP]` for BERT. */
export interface PairFrame {
  readonly specials: number;
  join(query: readonly number[], passage: readonly number[], budget: PairBudget): EncodedPair;
}

/** Reads the pair template of a tokenizer, or undefined if it has none. */
export function pairFrameOf(engine: Engine): PairFrame | undefined {
  const slots = templateSlots(engine, 2);
  if (slots === undefined) return undefined;
  const [at = -1, middle = -1] = [...slots.keys()].filter((index) => slots[index]!.id === undefined);
  return at < 0 || middle < at + 2 ? undefined : frame(slots, at, middle);
}

function frame(slots: readonly Slot[], at: number, middle: number): PairFrame {
  const specials = slots.length - 2;
  return {
    specials,
    join(query, passage, { maxTokens, maxQueryTokens }) {
      checkBudget(maxTokens, maxQueryTokens, specials);
      const q = query.slice(0, maxQueryTokens);
      const p = passage.slice(0, maxTokens - specials - q.length);
      const length = specials + q.length + p.length;
      const [inputIds, tokenTypeIds] = [new Int32Array(length), new Int32Array(length)];
      let end = 0;
      for (const [index, { id, type }] of slots.entries()) {
        const ids = index === at ? q : index === middle ? p : [id as number];
        inputIds.set(ids, end);
        tokenTypeIds.fill(type, end, end + ids.length);
        end += ids.length;
      }
      return {
        inputIds,
        tokenTypeIds,
        truncated: { query: q.length < query.length, passage: p.length < passage.length },
      };
    },
  };
}

function checkBudget(maxTokens: number, maxQueryTokens: number, specials: number): void {
  if (!Number.isInteger(maxQueryTokens) || maxQueryTokens < 1)
    throw outOfRange(`onnx: maxQueryTokens is ${maxQueryTokens}; pass a whole number of at least 1`);
  const least = specials + maxQueryTokens + 1;
  if (!Number.isInteger(maxTokens) || maxTokens < least)
    throw outOfRange(
      `onnx: maxTokens is ${maxTokens}; with ${maxQueryTokens} for the query and ${specials} separators pass at least ${least}`,
    );
}

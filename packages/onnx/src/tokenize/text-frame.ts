import { outOfRange } from '@tsr/core';
import type { Engine } from './engine.ts';
import { templateSlots } from './template-slots.ts';

/** A text as one model input, without padding. */
export interface EncodedText {
  readonly inputIds: Int32Array;
  /** As long as `inputIds`. */
  readonly tokenTypeIds: Int32Array;
  /** Whether the text was cut at its end to fit. */
  readonly truncated: boolean;
}

/** What a model's template puts around a text: `[CLS] text [SEP]` for BERT. */
export interface TextFrame {
  /** `maxTokens` counts the specials too. */
  wrap(ids: readonly number[], maxTokens: number): EncodedText;
}

/** Reads the template for single texts of a tokenizer, or undefined if it puts nothing around them. */
export function textFrameOf(engine: Engine): TextFrame | undefined {
  const slots = templateSlots(engine, 1) ?? [];
  const at = slots.findIndex(({ id }) => id === undefined);
  const specials = slots.length - 1;
  if (at < 0 || specials < 1) return undefined;
  const { type } = slots[at]!;
  const [before, after] = [slots.slice(0, at), slots.slice(at + 1)];
  return {
    wrap(ids, maxTokens) {
      if (!Number.isInteger(maxTokens) || maxTokens <= specials)
        throw outOfRange(`onnx: maxTokens is ${maxTokens}; with ${specials} separators pass at least ${specials + 1}`);
      const kept = ids.slice(0, maxTokens - specials).map((id) => ({ id, type }));
      const filled = [...before, ...kept, ...after];
      return {
        inputIds: Int32Array.from(filled, ({ id }) => id as number),
        tokenTypeIds: Int32Array.from(filled, (slot) => slot.type),
        truncated: kept.length < ids.length,
      };
    },
  };
}

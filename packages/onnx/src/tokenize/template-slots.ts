import { TsrError } from '@tsr/core';
import type { Engine } from './engine.ts';

/** A place in a template: a special token, or where a text goes. */
export interface Slot {
  /** Undefined where a text goes. */
  readonly id: number | undefined;
  /** Token type of what stands there. */
  readonly type: number;
}

// Stand for the texts while the template is read; no vocabulary has them.
const TEXTS = ['\u0000first', '\u0000second'];

/** What a tokenizer's template puts around one text or two, or undefined where it says nothing of that. */
export function templateSlots(engine: Engine, texts: 1 | 2): readonly Slot[] | undefined {
  const [first, second] = TEXTS as [string, string];
  const output = engine.post_processor?.post_process([first], texts === 2 ? [second] : null, true);
  return output?.tokens.map((token, index) => slotOf(engine, token, output.token_type_ids?.[index] ?? 0));
}

function slotOf(engine: Engine, token: string, type: number): Slot {
  if (TEXTS.includes(token)) return { id: undefined, type };
  const id = engine.token_to_id(token);
  if (id !== undefined) return { id, type };
  throw new TsrError('TSR_MODEL_INVALID', `onnx: tokenizer.json puts ${token} around texts, its vocabulary lacks it`);
}

import { type Budget, fits } from './cut-span.ts';
import { isSpace, type MeasuredSpan, measured } from './span.ts';

/** How long passages become. */
export interface Limits extends Budget {
  /** Words a passage should have where a text needs several. */
  readonly target: number;
  /** Words repeated from the passage before. */
  readonly overlap: number;
}

/** What is left of the limits for new words. */
export function budgetOf({ words, overlap, characters }: Limits): Budget {
  return { words: words - overlap, characters };
}

/**
 * Neighbouring spans joined into as few passages of about equal length as the target allows; one, if all fit the
 * limits together. Each span fits the budget and follows the one before.
 */
export function packSpans(text: string, spans: readonly MeasuredSpan[], limits: Limits): readonly MeasuredSpan[] {
  const whole = spans.reduce<MeasuredSpan | undefined>(joined, undefined);
  if (!whole) return [];
  if (fits(whole, limits)) return [measured(text, whole)];
  const parts = inParts(spans, budgetOf(limits), aimOf(whole, limits));
  return parts.map((part, index) => withOverlap(text, part, parts[index - 1], limits));
}

/** Words a part, when the whole is shared out evenly. */
function aimOf(whole: MeasuredSpan, { target, characters }: Limits): number {
  const parts = Math.max(Math.ceil(whole.words / target), Math.ceil((whole.end - whole.start) / characters));
  return whole.words / parts;
}

function inParts(spans: readonly MeasuredSpan[], budget: Budget, aim: number): readonly MeasuredSpan[] {
  const parts: MeasuredSpan[] = [];
  let part: MeasuredSpan | undefined;
  for (const span of spans) {
    const longer = joined(part, span);
    if (part && (!fits(longer, budget) || part.words + span.words / 2 > aim)) {
      parts.push(part);
      part = span;
    } else {
      part = longer;
    }
  }
  return part ? [...parts, part] : parts;
}

function joined(part: MeasuredSpan | undefined, span: MeasuredSpan): MeasuredSpan {
  return part ? { start: part.start, end: span.end, words: part.words + span.words } : span;
}

/** The part with the last words of the one before, as many as the limits allow. */
function withOverlap(text: string, part: MeasuredSpan, before: MeasuredSpan | undefined, limits: Limits): MeasuredSpan {
  const earliest = before ? Math.max(before.start, part.end - limits.characters) : part.start;
  let start = part.start;
  for (let words = 0; words < limits.overlap && start > earliest; words++) {
    const previous = startOfWordBefore(text, start, earliest);
    if (previous === undefined) break;
    start = previous;
  }
  return measured(text, { start, end: part.end });
}

function startOfWordBefore(text: string, offset: number, earliest: number): number | undefined {
  let at = offset;
  while (at > earliest && isSpace(text.charCodeAt(at - 1))) at--;
  if (at === offset || at === earliest) return undefined;
  while (at > earliest && !isSpace(text.charCodeAt(at - 1))) at--;
  return at === 0 || isSpace(text.charCodeAt(at - 1)) ? at : undefined;
}

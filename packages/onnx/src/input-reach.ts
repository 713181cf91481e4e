import type { ModelInput } from './protocol.ts';

// Far more than any model reads: what lies behind cannot matter, and memory stays bounded.
const CHARACTERS = 1_000_000;

/** The input with texts no longer than a model could possibly read. */
export function withinReach(input: ModelInput): ModelInput {
  if ('text' in input) return { ...input, text: input.text.slice(0, CHARACTERS) };
  return { ...input, query: input.query.slice(0, CHARACTERS), passage: input.passage.slice(0, CHARACTERS) };
}

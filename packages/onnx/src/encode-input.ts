import type { Sequence } from './feeds.ts';
import type { ModelInput, PairInput } from './protocol.ts';
import type { EncodedPair, Tokenizer } from './tokenize/index.ts';

/** An input as what the model is run on: once, or for each window of a long passage. */
export interface Encoded {
  readonly sequences: readonly Sequence[];
  /** Whether some of the input is not read. */
  readonly truncated: boolean;
}

export function encode(tokenizer: Tokenizer, input: ModelInput): Encoded {
  if ('query' in input) return encodePair(tokenizer, input);
  const { truncated, ...sequence } = tokenizer.text(input.text, input.maxTokens);
  return { sequences: [sequence], truncated };
}

function encodePair(tokenizer: Tokenizer, { query, passage, budget, reading }: PairInput): Encoded {
  if (reading?.kind === 'windows') {
    const { windows, truncated } = tokenizer.windows(query, passage, budget, reading);
    return { sequences: windows, truncated };
  }
  return reading?.kind === 'span'
    ? single(tokenizer.span(query, passage, budget, reading.spanTokens))
    : single(tokenizer.pair(query, passage, budget));
}

function single({ truncated, ...sequence }: EncodedPair): Encoded {
  return { sequences: [sequence], truncated: truncated.query || truncated.passage };
}

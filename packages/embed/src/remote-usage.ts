/** What a remote embedder has asked for so far. */
export interface RemoteUsage {
  /** Requests sent, repeated ones included. */
  readonly requests: number;
  /** Texts that came back as vectors. */
  readonly texts: number;
  /** Tokens that the server says it read; 0 where it does not say. */
  readonly tokens: number;
  /** `tokens` at `pricePerMillionTokens`, where that was given. */
  readonly cost?: number;
}

export interface UsageCounter {
  request(): void;
  answer(texts: number, tokens: number): void;
  usage(): RemoteUsage;
}

export function createUsageCounter(pricePerMillionTokens: number | undefined): UsageCounter {
  const counted = { requests: 0, texts: 0, tokens: 0 };
  return {
    request: () => void counted.requests++,
    answer(texts, tokens) {
      counted.texts += texts;
      counted.tokens += tokens;
    },
    usage: () => ({
      ...counted,
      ...(pricePerMillionTokens !== undefined && { cost: (counted.tokens / 1e6) * pricePerMillionTokens }),
    }),
  };
}

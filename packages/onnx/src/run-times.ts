/** Learns from the runs of a model how long the next one will take. */
export interface RunTimes {
  note(tokens: number, ms: number): void;
  /** Milliseconds that a run of so many tokens takes, rather too many than too few; 0 where nothing is known. */
  predict(tokens: number): number;
  /** A run was not started, because it was predicted to be late: the slowest run like it is forgotten. */
  doubt(tokens: number): void;
}

// Of each length, from one power of two to the next, since a token costs more among many.
const REMEMBERED = 16;
const QUANTILE = 0.75;

/**
 * Remembers the last runs of each length. A prediction is the upper quartile of their milliseconds per token: one
 * slow moment does not move it. Where such moments filled the memory, doubt empties it again, so that no model stays
 * idle for what it believes of the past.
 */
export function createRunTimes(): RunTimes {
  const rates = new Map<number, number[]>();
  const ratesLike = (tokens: number): number[] => {
    const length = Math.ceil(Math.log2(tokens));
    const known = rates.get(length) ?? [];
    rates.set(length, known);
    return known;
  };
  return {
    note(tokens, ms) {
      const known = ratesLike(tokens);
      known.push(ms / tokens);
      if (known.length > REMEMBERED) known.shift();
    },
    predict: (tokens) => tokens * quantile(nearest(rates, tokens), QUANTILE),
    doubt(tokens) {
      const known = nearest(rates, tokens);
      known.splice(known.indexOf(Math.max(...known)), 1);
    },
  };
}

/** Those of the like length, or else of the length that is nearest to it. */
function nearest(rates: ReadonlyMap<number, number[]>, tokens: number): number[] {
  const length = Math.log2(tokens);
  const known = [...rates].filter(([, { length }]) => length > 0);
  const distance = ([of]: [number, number[]]): number => Math.abs(of - Math.ceil(length));
  return known.sort((a, b) => distance(a) - distance(b) || b[0] - a[0])[0]?.[1] ?? [];
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}

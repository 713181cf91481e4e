/** Milliseconds, within 1 %; null where nothing was added. */
export interface DurationSummary {
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

export interface QuantileSketch {
  add(value: number): void;
  summary(): DurationSummary;
}

const ACCURACY = 0.01;
const GAMMA = (1 + ACCURACY) / (1 - ACCURACY);
const SMALLEST = 1e-4;

/**
 * Quantiles of numbers of at least 0 in bounded memory, each within 1 % of a value of that rank: counts in buckets of
 * geometric width. Below .0001 all are one.
 *
 * Source: Masson, Rim and Lee, DDSketch: A Fast and Fully-Mergeable Quantile Sketch, VLDB 2019.
 */
export function createQuantileSketch(): QuantileSketch {
  const buckets = new Map<number, number>();
  let [count, sum] = [0, 0];
  function quantile(share: number): number | null {
    let left = Math.max(1, Math.ceil(share * count));
    for (const [bucket, times] of [...buckets].sort(([a], [b]) => a - b)) {
      left -= times;
      if (left <= 0) return (SMALLEST * 2 * GAMMA ** bucket) / (GAMMA + 1);
    }
    return null;
  }
  return {
    add(value) {
      const bucket = Math.max(0, Math.ceil(Math.log(value / SMALLEST) / Math.log(GAMMA)));
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
      count++;
      sum += value;
    },
    summary: () => ({
      mean: count === 0 ? null : sum / count,
      ...{ p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) },
    }),
  };
}

/** Mean, quantiles and largest of whole numbers; null where none was added. Quantiles are values that occurred. */
export interface IntegerSummary {
  readonly count: number;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly max: number | null;
}

export interface IntegerCounts {
  add(value: number): void;
  /** The smallest value that at least this share of the values does not exceed; null where none was added. */
  quantile(share: number): number | null;
  summary(): IntegerSummary;
}

/** Counts whole numbers exactly. Memory grows with the number of different values, such as ranks up to N. */
export function createIntegerCounts(): IntegerCounts {
  const counts = new Map<number, number>();
  let [count, sum] = [0, 0];
  function quantile(share: number): number | null {
    let left = Math.max(1, Math.ceil(share * count));
    for (const [value, times] of [...counts].sort(([a], [b]) => a - b)) {
      left -= times;
      if (left <= 0) return value;
    }
    return null;
  }
  return {
    add(value) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
      count++;
      sum += value;
    },
    quantile,
    summary: () => {
      const mean = count === 0 ? null : sum / count;
      return { count, mean, p50: quantile(0.5), p95: quantile(0.95), max: quantile(1) };
    },
  };
}

/** Milliseconds of one call each: median and 95th percentile. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
}

/** Runs `work` once over the inputs to warm up, then once more with a clock. */
export async function latencyOf<T>(inputs: readonly T[], work: (input: T) => unknown): Promise<Latency> {
  for (const input of inputs) await work(input);
  const times: number[] = [];
  for (const input of inputs) {
    const start = performance.now();
    await work(input);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

export async function seconds<T>(work: () => Promise<T> | T): Promise<{ value: T; seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

/** A Markdown table, with the ratio of each row's median to the first row's. */
export function printTable(rows: readonly { name: string; build: number; latency: Latency }[]): void {
  const first = rows[0]?.latency.p50 ?? Number.NaN;
  console.log('| | build s | p50 ms | p95 ms | p50 to the first |\n| --- | --- | --- | --- | --- |');
  for (const { name, build, latency } of rows) {
    const figures = [
      build.toFixed(2),
      latency.p50.toFixed(3),
      latency.p95.toFixed(3),
      (latency.p50 / first).toFixed(2),
    ];
    console.log(`| ${name} | ${figures.join(' | ')} |`);
  }
}

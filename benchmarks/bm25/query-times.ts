import { medianOf, type Percentiles, percentilesOf } from '../measure.ts';
import { shuffled } from './random.ts';

/** How long to measure. Slow engines get fewer passes, and the report says how many. */
export interface Protocol {
  /** Passes over all queries before the clock starts, unless they take longer than `warmUpSeconds`. */
  readonly warmUpPasses: number;
  readonly warmUpSeconds: number;
  /** Measured passes, at least one; none begins when `measureSeconds` have passed. */
  readonly passes: number;
  readonly measureSeconds: number;
}

export const PROTOCOL: Protocol = { warmUpPasses: 2, warmUpSeconds: 20, passes: 5, measureSeconds: 60 };

/** Milliseconds, over the queries. */
export interface QueryTimes {
  readonly passes: number;
  /** Of each query's median over the passes: what the tables show. */
  readonly typical: Percentiles & { readonly mean: number };
  /** Of each query's fastest pass: the least disturbed by the machine. */
  readonly fastest: Percentiles;
  /** Of all calls as they came, garbage collections included. */
  readonly every: Percentiles;
}

/**
 * Times `search` for each query, pass by pass, each pass in another seeded order: the calls of one query lie far apart, so
 * that neither a cache nor a disturbance of the machine falls on all of them.
 */
export async function timeQueries(
  queries: readonly string[],
  search: (text: string) => unknown,
  protocol: Protocol,
): Promise<QueryTimes> {
  const [times] = await timeSideBySide(queries, [search], protocol);
  return times as QueryTimes;
}

/**
 * {@link timeQueries} of several searches in one process. Each pass goes through all of them, so that what else the
 * machine does falls on all of them alike; together they get as many seconds as they would alone.
 */
export async function timeSideBySide(
  queries: readonly string[],
  searches: readonly ((text: string) => unknown)[],
  protocol: Protocol,
): Promise<readonly QueryTimes[]> {
  for (const search of searches) await warmUp(queries, search, protocol);
  globalThis.gc?.();
  const times = searches.map(() => queries.map((): number[] => []));
  const stop = performance.now() + protocol.measureSeconds * 1000 * searches.length;
  let passes = 0;
  do {
    const order = shuffled(queries.length, passes);
    for (const [at, search] of searches.entries()) await timePass(queries, search, order, times[at] as number[][]);
    passes += 1;
  } while (passes < protocol.passes && performance.now() < stop);
  return times.map(timesOf);
}

async function timePass(
  queries: readonly string[],
  search: (text: string) => unknown,
  order: Int32Array,
  times: readonly number[][],
): Promise<void> {
  for (const query of order) {
    const start = performance.now();
    await search(queries[query] as string);
    times[query]?.push(performance.now() - start);
  }
}

/** By query and pass. */
function timesOf(times: readonly (readonly number[])[]): QueryTimes {
  const medians = times.map(medianOf);
  return {
    passes: times[0]?.length ?? 0,
    typical: { ...percentilesOf(medians), mean: medians.reduce((sum, time) => sum + time, 0) / medians.length },
    fastest: percentilesOf(times.map((each) => Math.min(...each))),
    every: percentilesOf(times.flat()),
  };
}

async function warmUp(queries: readonly string[], search: (text: string) => unknown, protocol: Protocol) {
  const stop = performance.now() + protocol.warmUpSeconds * 1000;
  for (let pass = 0; pass < protocol.warmUpPasses; pass++) {
    for (const query of queries) {
      await search(query);
      if (performance.now() > stop) return;
    }
  }
}

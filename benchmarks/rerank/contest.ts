import { figure, markdownTable } from '../markdown.ts';
import { medianOf, milliseconds, percentilesOf } from '../measure.ts';
import { collectDelays } from './loop-delays.ts';
import type { RerankTask } from './pairs.ts';

/** A way to score the candidates of a task. */
export interface Contender {
  readonly name: string;
  rerank(task: RerankTask): Promise<unknown>;
}

export interface ContestResult {
  readonly name: string;
  readonly medianMs: number;
  /** 99th percentile and the largest delay of the event loop, in milliseconds. */
  readonly delayP99: number;
  readonly delayMax: number;
}

/** Every contender on every task in turn: neighbours on the machine disturb all alike. The first round warms up. */
export async function contest(
  contenders: readonly Contender[],
  tasks: readonly RerankTask[],
  rounds: number,
): Promise<readonly ContestResult[]> {
  const times = contenders.map(() => [] as number[]);
  const delays = contenders.map(() => [] as number[]);
  for (let round = 0; round <= rounds; round++) {
    const task = tasks[round % tasks.length]!;
    for (const [index, { rerank }] of contenders.entries()) {
      const stop = collectDelays(round > 0 ? delays[index]! : []);
      const time = await milliseconds(() => rerank(task));
      stop();
      if (round > 0) times[index]!.push(time);
    }
  }
  return contenders.map(({ name }, index) => ({
    name,
    medianMs: medianOf(times[index]!),
    delayP99: percentilesOf(delays[index]!).p99,
    delayMax: percentilesOf(delays[index]!).max,
  }));
}

/** Medians, as they are and in units of the first, and the rate of the tokens that were read, where that is known. */
export function contestTable(results: readonly ContestResult[], tokens?: number): string {
  const rates = tokens === undefined ? [] : ['tokens per second'];
  const first = results[0]!.medianMs;
  const rows = results.map(({ name, medianMs, delayP99, delayMax }) => {
    const rate = tokens === undefined ? [] : [(1000 * tokens) / medianMs];
    return [name, ...[medianMs, medianMs / first, ...rate, delayP99, delayMax].map(figure)];
  });
  return markdownTable(['', 'ms', 'time ÷ first', ...rates, 'loop delay p99, ms', 'longest'], rows);
}

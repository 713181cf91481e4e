import { kendallTau } from './kendall-tau.ts';
import type { ObservedStage } from './observed-stage.ts';
import { createQuantileSketch, type DurationSummary } from './quantile-sketch.ts';
import { rankBiasedOverlap } from './rank-biased-overlap.ts';

/** One stage over all queries: what it took, and what it changed. */
export interface ProvenanceStage {
  readonly stage: ObservedStage['stage'];
  /** Names of the spans from below the root down to this one. */
  readonly path: readonly string[];
  /** How often it ran. */
  readonly calls: number;
  readonly durationMs: DurationSummary;
  /** Of a reranker; null for other stages. */
  readonly reordering: Reordering | null;
}

/** The order that a reranker was given against the one that it made of what it scored. Means over its calls. */
export interface Reordering {
  /** From -1 to 1; null where no call had two items. */
  readonly kendallTau: number | null;
  /** Rank-biased overlap with p = .9, from 0 to 1. */
  readonly rankBiasedOverlap: number | null;
  /** How many of its best `topK` were not among the best `topK` that it was given. */
  readonly entered: number;
}

export interface StageTallies {
  add(stages: readonly ObservedStage[]): void;
  /** In order of first appearance. */
  report(): readonly ProvenanceStage[];
}

/** Beyond this many different stages, new ones are not counted. */
const MOST_STAGES = 256;

export function createStageTallies(topK: number): StageTallies {
  const tallies = new Map<string, ReturnType<typeof createStageTally>>();
  return {
    add(stages) {
      for (const stage of stages) {
        const key = JSON.stringify([stage.stage, stage.path]);
        const known = tallies.get(key);
        if (!known && tallies.size === MOST_STAGES) continue;
        const tally = known ?? createStageTally(stage, topK);
        tallies.set(key, tally);
        tally.add(stage);
      }
    },
    report: () => [...tallies.values()].map((tally) => tally.report()),
  };
}

function createStageTally({ stage, path }: ObservedStage, topK: number) {
  const durations = createQuantileSketch();
  const tau = createMean();
  const overlap = createMean();
  const entered = createMean();
  let calls = 0;
  return {
    add({ durationMs, order }: ObservedStage): void {
      calls++;
      durations.add(durationMs);
      if (!order) return;
      tau.add(kendallTau(order));
      overlap.add(rankBiasedOverlap(order));
      entered.add(order.slice(0, topK).filter((rank) => rank > topK).length);
    },
    report(): ProvenanceStage {
      const mean = entered.mean();
      const orders = { kendallTau: tau.mean(), rankBiasedOverlap: overlap.mean() };
      const reordering = mean === null ? null : { ...orders, entered: mean };
      return { stage, path, calls, durationMs: durations.summary(), reordering };
    },
  };
}

/** The mean of what is not null. */
function createMean(): { add(value: number | null): void; mean(): number | null } {
  let [count, sum] = [0, 0];
  return {
    add(value) {
      if (value === null) return;
      count++;
      sum += value;
    },
    mean: () => (count === 0 ? null : sum / count),
  };
}

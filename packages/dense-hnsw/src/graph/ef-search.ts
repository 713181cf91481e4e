import { createTurns } from '@tsr/core';
import { bestOf, bestOfAll, type TieBreak } from '../vectors/best-labels.ts';
import type { StoreQuery, VectorStore } from '../vectors/vector-store.ts';
import type { GraphMembers } from './graph-members.ts';
import { createRecentQueries, type SampleQuery, sampleOf } from './recall-sample.ts';

/** What was measured. */
export interface MeasuredRecall {
  /** Mean share of the exact `k` best that the graph found. */
  readonly recall: number;
  /** How many candidates a search takes from the graph. */
  readonly efSearch: number;
  /** How many queries it was measured with; 0: nothing was measured. */
  readonly sampled: number;
}

/** How many candidates a search takes from the graph so that it finds the share of the best that was promised. */
export interface EfSearch {
  /** For `k` results, as far as is known. */
  for(k: number): number;
  /** Has nothing been measured for `k` since the graph was built? */
  isUnknown(k: number): boolean;
  /** Would measuring again for `k` tell something new: has the index changed, or have real queries come? */
  isStale(k: number): boolean;
  /** Measures for `k`, a query at a time. One call at a time for each k. */
  measure(k: number): Promise<MeasuredRecall>;
  measured(k: number): MeasuredRecall | undefined;
  /** To be called with each query. */
  noticed(vector: Float32Array): void;
  /** Another graph searches: nothing is known. */
  reset(): void;
}

export interface EfSearchOptions {
  readonly store: VectorStore;
  readonly members: () => GraphMembers | undefined;
  readonly tieBreak: TieBreak;
  /** Share of the `k` best that a search is to find, on average. */
  readonly recallTarget: number;
}

interface Measurement extends MeasuredRecall {
  readonly size: number;
  /** How many queries had been seen. */
  readonly seen: number;
}

/** Queries that recall is measured with. */
const SAMPLE = 100;
/** Fewer queries of late say nothing. Measured again when twice as many have been seen as the last time. */
const ENOUGH_RECENT = 50;
/** Share of what a target leaves to 1 by which it is exceeded: a sample says only about what the next queries find. */
const MARGIN = 0.1;
/** The index has grown, or lost, so much since: how many candidates it takes may be another number. */
const GROWN = 1.5;
const SHRUNK = 0.8;
/** Numbers of candidates to choose from, each so many times as large as the one before. */
const STEP = 1.15;
const STRIDE = 4;
/** More candidates than this times k are not tried. */
const MOST = 64;
/** Different k's that are remembered. */
const REMEMBERED = 16;

/**
 * Measures against exact search, with vectors of the index, themselves left out, and, once there are enough, with recent
 * queries: what both reach is the recall.
 */
export function createEfSearch({ store, members, tieBreak, recallTarget }: EfSearchOptions): EfSearch {
  const goal = recallTarget + MARGIN * (1 - recallTarget);
  const recent = createRecentQueries();
  const known = new Map<number, Measurement>();

  function remember(k: number, measurement: Measurement): Measurement {
    known.delete(k);
    known.set(k, measurement);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value as number);
    return measurement;
  }

  /** The exact best of each query, and the query to score with. */
  async function truths(k: number, sample: readonly SampleQuery[]): Promise<readonly Truth[]> {
    const turns = createTurns();
    const all: Truth[] = [];
    for (const { vector, leftOut } of sample) {
      const query = store.query(vector);
      if (!query) continue;
      const found = bestOfAll(store, { query, k: leftOut === undefined ? k : k + 1, tieBreak });
      const best = found.filter(({ label }) => label !== leftOut).slice(0, k);
      all.push({ leftOut, query, worst: best.at(-1)?.score ?? Number.POSITIVE_INFINITY, count: best.length });
      if (turns.due()) await turns.give();
    }
    return all.filter(({ count }) => count > 0);
  }

  async function recallAt(efSearch: number, samples: readonly (readonly Truth[])[]): Promise<number> {
    let least = 1;
    for (const sample of samples) least = Math.min(least, await meanRecall(efSearch, sample));
    return least;
  }

  async function meanRecall(efSearch: number, sample: readonly Truth[]): Promise<number> {
    const turns = createTurns();
    const graph = members();
    if (!graph) return 1;
    let sum = 0;
    for (const truth of sample) {
      sum += Math.min(1, shareFound(graph, truth, efSearch, tieBreak));
      if (turns.due()) await turns.give();
    }
    return sum / sample.length;
  }

  /** The least number of candidates that reaches the goal. */
  async function least(
    k: number,
    samples: readonly (readonly Truth[])[],
  ): Promise<Pick<MeasuredRecall, 'recall' | 'efSearch'>> {
    const most = Math.ceil(Math.log(Math.min(MOST, Math.max(1, store.size / k))) / Math.log(STEP));
    const candidates = (step: number): number => Math.ceil(k * STEP ** step);
    let [low, high] = [0, 0];
    let recall = await recallAt(candidates(high), samples);
    // To ask for many candidates takes long: upwards in strides, then back in halves.
    while (recall < goal && high < most) {
      low = high + 1;
      high = Math.min(most, high + STRIDE);
      recall = await recallAt(candidates(high), samples);
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      const found = await recallAt(candidates(middle), samples);
      if (found >= goal) [high, recall] = [middle, found];
      else low = middle + 1;
    }
    return { efSearch: candidates(high), recall };
  }

  return {
    // A larger k's recall is no higher at the same share of candidates: three times as many are enough for most.
    for: (k) => known.get(k)?.efSearch ?? Math.max(64, 3 * k),
    isUnknown: (k) => !known.has(k),
    isStale(k) {
      const last = known.get(k);
      if (!last) return true;
      const isOther = store.size > GROWN * last.size || store.size < SHRUNK * last.size;
      return isOther || recent.seen >= Math.max(ENOUGH_RECENT, 2 * last.seen);
    },
    async measure(k) {
      const { size } = store;
      const { seen } = recent;
      const queries = [sampleOf(store, SAMPLE), seen >= ENOUGH_RECENT ? recent.all() : []];
      const samples: (readonly Truth[])[] = [];
      for (const each of queries) samples.push(await truths(k, each));
      const used = samples.filter(({ length }) => length > 0);
      const sampled = used.reduce((sum, { length }) => sum + length, 0);
      return remember(k, { ...(await least(k, used)), sampled, size, seen });
    },
    measured: (k) => known.get(k),
    noticed: recent.add,
    reset: () => known.clear(),
  };
}

interface Truth {
  readonly leftOut: number | undefined;
  readonly query: StoreQuery;
  /** Score of the last of the best. */
  readonly worst: number;
  readonly count: number;
}

/** A candidate that scores as high as the last of the best is one of them, or as good. */
function shareFound(members: GraphMembers, truth: Truth, efSearch: number, tieBreak: TieBreak): number {
  const { leftOut, query, worst, count } = truth;
  const labels = members.search(query.unit, Math.min(efSearch, members.size));
  const best = bestOf(labels, { query, k: count + 1, tieBreak });
  return best.filter(({ label, score }) => label !== leftOut && score >= worst).length / count;
}

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
  readonly withRecent: boolean;
}

/** Queries that recall is measured with. */
const SAMPLE = 100;
/** So many queries of late say more than vectors of the index do. */
const ENOUGH_RECENT = 50;
/** The index has grown, or lost, so much since: how many candidates it takes may be another number. */
const GROWN = 1.5;
const SHRUNK = 0.8;
/** Numbers of candidates to choose from, each so many times as large as the one before. */
const STEP = 1.15;
/** More candidates than this times k are not tried. */
const MOST = 64;
/** Different k's that are remembered. */
const REMEMBERED = 16;

/**
 * Measures against exact search, with recent queries or, while there are not enough, with vectors of the index, themselves
 * left out.
 */
export function createEfSearch({ store, members, tieBreak, recallTarget }: EfSearchOptions): EfSearch {
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

  async function recallAt(efSearch: number, sample: readonly Truth[]): Promise<number> {
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

  /** The least number of candidates that reaches the target. */
  async function least(k: number, sample: readonly Truth[]): Promise<Pick<MeasuredRecall, 'recall' | 'efSearch'>> {
    const steps = Math.ceil(Math.log(Math.min(MOST, Math.max(1, store.size / k))) / Math.log(STEP));
    const candidates = (step: number): number => Math.ceil(k * STEP ** step);
    let [low, high] = [0, steps];
    let recall = await recallAt(candidates(high), sample);
    while (low < high) {
      const middle = (low + high) >> 1;
      const found = await recallAt(candidates(middle), sample);
      if (found >= recallTarget) [high, recall] = [middle, found];
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
      return isOther || (!last.withRecent && recent.count >= ENOUGH_RECENT);
    },
    async measure(k) {
      const withRecent = recent.count >= ENOUGH_RECENT;
      const { size } = store;
      const sample = await truths(k, withRecent ? recent.all() : sampleOf(store, SAMPLE));
      if (sample.length === 0) return { recall: 1, efSearch: k, sampled: 0 };
      return remember(k, { ...(await least(k, sample)), sampled: sample.length, size, withRecent });
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

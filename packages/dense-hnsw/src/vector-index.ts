import { TsrError } from '@tsr/core';
import type { AcceptedLabels } from './accepted-labels.ts';
import type { EngineName, VectorEngineFactory, VectorEngineOptions } from './engines/vector-engine.ts';
import { createEfSearch, type MeasuredRecall } from './graph/ef-search.ts';
import { createGraph, type Graph } from './graph/graph.ts';
import type { GraphMembers } from './graph/graph-members.ts';
import { labelFault, vectorFault } from './vector-fault.ts';
import { bestOf, bestOfAll, type TieBreak } from './vectors/best-labels.ts';
import type { ScoredLabel } from './vectors/candidate-pool.ts';
import { createVectorStore, type Storage, type StoreQuery, type VectorStore } from './vectors/vector-store.ts';

export interface VectorIndexOptions extends VectorEngineOptions {
  /** How vectors are kept. @default `'float32'` while search is exact, `'int8'` once a graph is built */
  readonly storage: Storage | undefined;
  /** How many candidates a search takes from a graph, at least. @default as many as `recallTarget` takes */
  readonly efSearch: number | undefined;
  /** Share of the exact best that a search by graph finds on average. */
  readonly recallTarget: number;
  /** Order of labels with equal scores. */
  readonly tieBreak: TieBreak;
}

/** Nearest neighbours over labels: exact, or by a graph whose candidates are scored again. */
export interface VectorIndex {
  readonly store: VectorStore;
  readonly graph: Graph;
  readonly engine: EngineName | 'exact';
  /** Keeps a vector that no search returns before it is shown. A zero vector is taken, and never found. */
  add(label: number, vector: Float32Array): void;
  show(label: number): void;
  /** An unknown label is no failure. */
  remove(label: number): void;
  /**
   * The `k` labels with the highest scores of those that may be found, best first; none for a zero query. Where the graph
   * finds fewer than there are, all are looked at.
   */
  search(query: Float32Array, k: number, accepted?: AcceptedLabels): readonly ScoredLabel[];
  /** Measures, where nothing is known yet, how many candidates a search for `k` takes; again behind it, where it is due. */
  prepare(k: number): Promise<void>;
  /** How many of the exact `k` best searches by graph find; 1 where search is exact. */
  quality(k: number): Promise<MeasuredRecall>;
  /** The score that `search` would give; undefined where it could not return the label. */
  score(query: Float32Array, label: number): number | undefined;
  /** Searches by a graph once it is built; as before until then. */
  buildGraph(factory: VectorEngineFactory): Promise<void>;
}

/**
 * To score one candidate of a graph, and to find it, takes as long as to score so many vectors one after the other.
 * Measured by `npm run dense:crossing` in benchmarks.
 */
export const CANDIDATE_COST = 50;

/** To score a vector of some here and there takes as long as so many one after the other: memory is read ahead. */
const SCATTERED_COST = 3;

export function createVectorIndex(options: VectorIndexOptions): VectorIndex {
  const { dimensions, metric, storage, tieBreak } = options;
  const store = createVectorStore({ dimensions, metric, storage: storage ?? 'float32' });
  const graph = createGraph(store);
  const ef = createEfSearch({ ...options, store, members: () => graph.members });
  const measuring = new Map<number, Promise<MeasuredRecall>>();

  function measure(k: number): Promise<MeasuredRecall> {
    const running = measuring.get(k) ?? ef.measure(k).finally(() => measuring.delete(k));
    measuring.set(k, running);
    return running;
  }

  const efFor = (k: number): number => Math.max(k, options.efSearch ?? ef.for(k));

  function exactly(query: StoreQuery, k: number, accepted: AcceptedLabels | undefined): readonly ScoredLabel[] {
    const best = { query, k, tieBreak };
    if (accepted && SCATTERED_COST * accepted.count < store.size) return bestOf(accepted.labels(), best);
    return bestOfAll(store, best, accepted?.has);
  }

  /** Undefined where exact search is as fast, or where the graph has too few. */
  function byGraph(
    members: GraphMembers,
    query: StoreQuery,
    k: number,
    accepted: AcceptedLabels | undefined,
  ): readonly ScoredLabel[] | undefined {
    const allowed = accepted?.count ?? store.size;
    const candidates = Math.ceil((efFor(k) * store.size) / Math.max(1, allowed));
    const exactCost = accepted ? Math.min(SCATTERED_COST * allowed, store.size) : store.size;
    const isSlower = CANDIDATE_COST * candidates >= exactCost;
    // Who sets a number of candidates wants them from the graph, unless a filter leaves so little that all are asked for.
    const isForced = options.efSearch !== undefined && !(accepted && 2 * candidates > store.size);
    if (isSlower && !isForced) return undefined;
    const found = members.search(query.unit, Math.min(candidates, members.size));
    const best = bestOf(accepted ? found.filter(accepted.has) : found, { query, k, tieBreak });
    return best.length < Math.min(k, allowed) ? undefined : best;
  }

  function add(label: number, vector: Float32Array): void {
    check('label', label, labelFault(label));
    check('vector', vector, vectorFault(vector, dimensions));
    remove(label);
    store.set(label, vector);
    try {
      graph.add(label);
    } catch (error) {
      store.delete(label);
      throw error;
    }
  }

  function remove(label: number): void {
    if (store.holds(label)) graph.remove(label);
    store.delete(label);
  }

  return {
    store,
    graph,
    get engine() {
      return graph.members?.name ?? 'exact';
    },
    add,
    show: store.show,
    remove,
    search(vector, k, accepted) {
      check('query', vector, vectorFault(vector, dimensions));
      const query = store.query(vector);
      if (!query || store.size === 0) return [];
      if (!graph.members) return exactly(query, k, accepted);
      ef.noticed(query.unit);
      return byGraph(graph.members, query, k, accepted) ?? exactly(query, k, accepted);
    },
    async prepare(k) {
      if (!graph.members || options.efSearch !== undefined || !ef.isStale(k)) return;
      const measured = measure(k);
      if (ef.isUnknown(k)) await measured;
    },
    async quality(k) {
      if (!graph.members) return { recall: 1, efSearch: 0, sampled: 0 };
      return ef.isStale(k) ? measure(k) : (ef.measured(k) as MeasuredRecall);
    },
    score(vector, label) {
      const query = store.query(vector);
      if (!query || !store.has(label)) return undefined;
      return query.exact?.(label) ?? query.gather(Uint32Array.of(label), 1)[0];
    },
    async buildGraph(factory) {
      await graph.build(factory.create(options));
      ef.reset();
      if (storage === undefined) store.dropFloats();
    },
  };
}

/** The last line before native code. */
function check(subject: string, value: unknown, fault: string | undefined): void {
  if (fault) throw new TsrError('TSR_ENGINE_FAILURE', `dense-hnsw: ${subject} ${String(value).slice(0, 40)} ${fault}`);
}

import { createTurns, TsrError } from '@tsr/core';
import { bestLabels, type ScoredLabel, type TieBreak } from './best-labels.ts';
import type { EngineName, VectorEngine, VectorEngineFactory, VectorEngineOptions } from './vector-engine.ts';
import { labelFault, vectorFault } from './vector-fault.ts';
import { createVectorTable, unitOf } from './vector-table.ts';

export interface VectorIndexOptions extends VectorEngineOptions {
  /** Least length of the list of candidates in a search. @default 3 a result, at least 64 */
  readonly efSearch: number | undefined;
  /** Order of labels with equal scores. */
  readonly tieBreak: TieBreak;
}

/** Nearest neighbours by cosine over labels: exact, or by a graph whose candidates are scored exactly. */
export interface VectorIndex {
  readonly engine: EngineName | 'exact';
  /** A zero vector is taken, and never found. */
  add(label: number, vector: Float32Array): void;
  /** An unknown label is no failure. */
  remove(label: number): void;
  /**
   * The `k` labels of the highest cosine that `accept` lets through, best first; none for a zero query. Where the
   * graph finds fewer than there are, all are looked at.
   */
  search(query: Float32Array, k: number, accept?: (label: number) => boolean): readonly ScoredLabel[];
  /** The cosine that `search` would give; undefined where it could not return the label. */
  score(query: Float32Array, label: number): number | undefined;
  /** Searches by a graph from now on; exactly until it is built. Nothing may be added or removed meanwhile. */
  buildGraph(factory: VectorEngineFactory): Promise<void>;
}

/**
 * Up to so many candidates, looking at each is as fast as a graph (384 dimensions: about 2 ms), and exact.
 * Measured by scripts/measure-engines.ts.
 */
export const EXACT_UP_TO = 5_000;

export function createVectorIndex(options: VectorIndexOptions): VectorIndex {
  const { dimensions, tieBreak, efSearch } = options;
  const table = createVectorTable(dimensions);
  let graph: VectorEngine | undefined;

  function best(labels: Iterable<number>, unit: Float64Array, k: number): readonly ScoredLabel[] {
    return bestLabels(labels, (label) => table.cosine(label, unit), k, tieBreak);
  }

  /** Candidates by the graph, or all of `allowed` where they are few or the graph finds too few of them. */
  function searchGraph(
    engine: VectorEngine,
    unit: Float64Array,
    k: number,
    allowed?: ReadonlySet<number>,
  ): Iterable<number> {
    const enough = Math.min(k, allowed?.size ?? table.size);
    const ef = Math.max(k, efSearch ?? Math.max(64, 3 * k));
    const fetched = allowed ? Math.ceil((ef * table.size) / allowed.size) : ef;
    const found = engine
      .search(Float32Array.from(unit), Math.min(fetched, table.size))
      .filter((label) => allowed?.has(label) ?? true);
    return found.length >= enough ? found : (allowed ?? labelsOf());
  }

  function* labelsOf(accept?: (label: number) => boolean): Generator<number> {
    for (let label = 0; label < table.end; label++) {
      if (table.has(label) && (accept?.(label) ?? true)) yield label;
    }
  }

  function addNode(engine: VectorEngine, label: number): void {
    try {
      engine.add(label, table.unit(label));
    } catch (error) {
      table.delete(label);
      throw error;
    }
  }

  function remove(label: number): void {
    if (!table.has(label)) return;
    graph?.remove(label);
    table.delete(label);
  }

  return {
    get engine() {
      return graph?.name ?? 'exact';
    },
    add(label, vector) {
      check('label', label, labelFault(label));
      check('vector', vector, vectorFault(vector, dimensions));
      remove(label);
      table.set(label, vector);
      if (graph && table.has(label)) addNode(graph, label);
    },
    remove,
    search(query, k, accept) {
      check('query', query, vectorFault(query, dimensions));
      const unit = unitOf(query);
      if (!unit || table.size === 0) return [];
      if (!graph) return best(labelsOf(accept), unit, k);
      if (!accept) return best(searchGraph(graph, unit, k), unit, k);
      const allowed = new Set(labelsOf(accept));
      const candidates = allowed.size <= EXACT_UP_TO ? allowed : searchGraph(graph, unit, k, allowed);
      return best(candidates, unit, k);
    },
    score(query, label) {
      const unit = unitOf(query);
      return unit && table.has(label) ? table.cosine(label, unit) : undefined;
    },
    async buildGraph(factory) {
      const built = factory(options);
      const turns = createTurns();
      for (const label of labelsOf()) {
        built.add(label, table.unit(label));
        if (turns.due()) await turns.give();
      }
      graph = built;
    },
  };
}

/** The last line before native code. */
function check(subject: string, value: unknown, fault: string | undefined): void {
  if (fault) throw new TsrError('TSR_ENGINE_FAILURE', `dense-hnsw: ${subject} ${String(value).slice(0, 40)} ${fault}`);
}

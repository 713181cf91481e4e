import type { DenseParts } from './dense-parts.ts';
import { EXACT_INSTEAD, findEngine } from './engines/load-engine.ts';
import type { VectorEngineFactory } from './engines/vector-engine.ts';

/** Work on the graph, which goes on behind changes and searches: one at a time. */
export interface DenseUpkeep {
  /** Begins what is due: a graph where exact search would become slow, or another one without what was removed. */
  tidyUp(): void;
  /** To be called before so many documents are added: a graph that will be due takes them in from the start. */
  expect(documents: number): Promise<void>;
  /** Resolves when nothing is under way. */
  done(): Promise<void>;
  /** Builds the graph anew, if there is one and something was removed. */
  compact(): Promise<void>;
}

/**
 * Up to so many documents, exact search is about as fast as a graph for 100 results, and faster for what is filtered.
 * Measured by `npm run dense:crossing` in benchmarks.
 */
export const EXACT_UP_TO = 10_000;
/** A graph of which more than this was removed is built anew. */
const MOST_REMOVED = 0.3;

/** `chosen` builds the graph that there is. */
export function createDenseUpkeep({ plan, vectors, load }: DenseParts, chosen?: VectorEngineFactory): DenseUpkeep {
  let factory = chosen;
  /** No engine was found: nobody asks again. */
  let isExactForGood = plan.engine === 'exact';
  let work: Promise<void> | undefined;

  async function find(): Promise<void> {
    if (factory) return;
    const { factory: found, warning } = await findEngine(load);
    if (warning) plan.onWarning(warning);
    factory = found;
    isExactForGood = !found;
  }

  async function build(): Promise<void> {
    try {
      await find();
      if (factory) await vectors.buildGraph(factory);
    } catch (error) {
      isExactForGood = true;
      plan.onWarning(
        `dense-hnsw: the graph could not be built (${error}). ${vectors.graph.members ? '' : EXACT_INSTEAD}`,
      );
    }
  }

  function isDue(): boolean {
    if (isExactForGood) return false;
    const { members } = vectors.graph;
    return members ? members.removedShare > MOST_REMOVED : vectors.store.size > EXACT_UP_TO;
  }

  function start(): Promise<void> {
    work ??= build().finally(() => {
      work = undefined;
      tidyUp();
    });
    return work;
  }

  function tidyUp(): void {
    if (!work && isDue()) void start();
  }

  async function done(): Promise<void> {
    while (work) await work;
  }

  return {
    tidyUp,
    async expect(documents) {
      if (!isExactForGood && !vectors.graph.members && documents > EXACT_UP_TO) await start();
    },
    done,
    async compact() {
      await done();
      if ((vectors.graph.members?.removedShare ?? 0) > 0) await start();
      await done();
    },
  };
}

import type { Retriever, ScoresById } from '@tsr/core';
import { createDenseChanges, type DenseChanges } from './dense-changes.ts';
import { type DenseIndexOptions, densePlan } from './dense-options.ts';
import { createDenseSearch } from './dense-search.ts';
import { createDocumentLabels } from './document-labels.ts';
import { type LoadEngine, loadEngine } from './load-engine.ts';
import type { EngineName } from './vector-engine.ts';
import { createVectorIndex } from './vector-index.ts';

/** Finds documents by the cosine of their vectors with the query's; scores are cosines, -1 to 1. */
export interface DenseIndex extends Retriever, DenseChanges, ScoresById {
  /** What searches now. */
  readonly engine: EngineName | 'exact';
  /** Length of every vector. */
  readonly dimensions: number;
  /** The embedder's; undefined where there is none. */
  readonly fingerprint: string | undefined;
}

/**
 * A dense index in memory. Candidates come from an HNSW graph (hnswlib-node or usearch) or are all documents (exact);
 * their scores are computed exactly in either case. Documents are embedded as `passageText`. One whose vector is zero
 * is kept but never found; a query whose vector is zero finds nothing and notes so.
 *
 * @example
 * const index = await createDenseIndex({ embedder, documents });
 * const ranking = await index.search('How do I configure OAuth2?', { topK: 100 });
 *
 * @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) for options, documents or vectors that are wrong; TsrError
 * `TSR_MISSING_DEPENDENCY` for an engine that is asked for by name and not installed, `TSR_EMBEDDER_CONTRACT` for an
 * embedder that returns another number of vectors or other lengths than it promised.
 */
export function createDenseIndex(options: DenseIndexOptions): Promise<DenseIndex> {
  return openDenseIndex(options, loadEngine);
}

/** {@link createDenseIndex} with a loader of engines of one's own. */
export async function openDenseIndex(options: DenseIndexOptions, load: LoadEngine): Promise<DenseIndex> {
  const plan = densePlan(options);
  const labels = createDocumentLabels();
  const vectors = createVectorIndex({ ...plan, tieBreak: labels.compare });
  if (plan.engine === 'hnswlib' || plan.engine === 'usearch') await vectors.buildGraph(await load(plan.engine));
  const parts = { plan, labels, vectors, load };
  const changes = createDenseChanges(parts);
  const { documents = [], vectors: given } = options;
  await changes.upsert(documents, { vectors: given });
  return {
    ...createDenseSearch(parts),
    ...changes,
    dimensions: plan.dimensions,
    fingerprint: plan.embedder?.fingerprint,
    get engine() {
      return vectors.engine;
    },
    get revision() {
      return changes.revision;
    },
  };
}

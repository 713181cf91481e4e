import {
  checkDocumentsInPieces,
  type Document,
  inTurns,
  type Retriever,
  type Saveable,
  type ScoresById,
} from '@tsr/core';
import { createDocumentSlots } from '@tsr/storage';
import { createAcceptedLabelSets } from './accepted-labels.ts';
import { assembleDenseIndex } from './assemble-dense-index.ts';
import type { DenseChanges } from './dense-changes.ts';
import { type DenseIndexOptions, densePlan } from './dense-options.ts';
import { createDenseUpkeep } from './dense-upkeep.ts';
import { type LoadEngine, loadEngine } from './engines/load-engine.ts';
import type { EngineName } from './engines/vector-engine.ts';
import type { MeasuredRecall } from './graph/ef-search.ts';
import { checkNumbers } from './passage-vectors.ts';
import { createVectorIndex } from './vector-index.ts';

/** Finds documents by the nearness of their vectors to the query's. */
export interface DenseIndex extends Retriever, DenseChanges, ScoresById, Saveable {
  /** What searches now. */
  readonly engine: EngineName | 'exact';
  /** Length of every vector. */
  readonly dimensions: number;
  /** The embedder's; undefined where there is none. */
  readonly fingerprint: string | undefined;
  /**
   * How many of the exact best `topK` searches find, measured with recent queries or, before there are 50, with vectors of
   * the index, themselves left out. Where search is exact: 1, with nothing sampled. @default topK 100
   */
  quality(options?: { readonly topK?: number | undefined }): Promise<MeasuredRecall>;
  /** Builds the graph anew if something was removed from it. Resolves when nothing is built any more. */
  compact(): Promise<void>;
  /**
   * Writes documents, vectors and graph into one file, which `openDenseIndex` opens: the same changes in the same order
   * give the same bytes. Of a document, what `Document` of @tsr/core names is kept, nothing else. Changes wait until it is
   * done; searches go on. Rejects with `TSR_IO` where the file cannot be written.
   */
  save(path: string): Promise<void>;
}

/**
 * A dense index in memory. Search is exact, or takes candidates from an HNSW graph (usearch or hnswlib-node) and scores
 * them again. Documents are embedded as `passageText`, kept as they are and not copied. One whose vector is zero is kept
 * but never found; a query whose vector is zero finds nothing and notes so.
 *
 * Resolves when the documents are there and their graph, if any, is built.
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
  return createDenseIndexWith(options, loadEngine);
}

/** {@link createDenseIndex} with a loader of engines of one's own. */
export async function createDenseIndexWith(options: DenseIndexOptions, load: LoadEngine): Promise<DenseIndex> {
  const plan = densePlan(options);
  const slots = createDocumentSlots();
  const vectors = createVectorIndex({ ...plan, tieBreak: slots.order.compare });
  const chosen = plan.engine === 'usearch' || plan.engine === 'hnswlib' ? await load(plan.engine) : undefined;
  if (chosen) await vectors.buildGraph(chosen);
  const parts = { plan, slots, vectors, accepted: createAcceptedLabelSets(), load };
  const upkeep = createDenseUpkeep(parts, chosen);
  const { documents = [], vectors: given } = options;
  await upkeep.expect(documents?.length ?? 0);
  const index = assembleDenseIndex(parts, { upkeep });
  await fill(index, documents, given);
  await index.compact();
  return index;
}

/** Documents that are added at a time: nobody sees the index before it has all. */
const SLICE = 1024;

/** All is checked before, as one batch would be. */
async function fill(
  index: DenseIndex,
  documents: readonly Document[],
  given: readonly Float32Array[] | undefined,
): Promise<void> {
  if (!Array.isArray(documents) || (given && given.length !== documents.length)) {
    await index.upsert(documents, { vectors: given });
    return;
  }
  await inTurns(checkDocumentsInPieces(index.name, documents));
  if (given) await inTurns(checkNumbers(given, index.dimensions));
  for (let from = 0; from < documents.length; from += SLICE) {
    await index.upsert(documents.slice(from, from + SLICE), { vectors: given?.slice(from, from + SLICE) });
  }
}

import {
  type BatchOutcome,
  checkDocuments,
  checkIds,
  createSerialQueue,
  createTurns,
  type Document,
  type MutableIndex,
  TsrError,
} from '@tsr/core';
import type { DenseParts } from './dense-parts.ts';
import { EXACT_INSTEAD, findEngine } from './load-engine.ts';
import { givenVectors, passageVectors } from './passage-vectors.ts';
import { EXACT_UP_TO } from './vector-index.ts';

export interface UpsertOptions {
  /** One a document. @default the embedder's */
  readonly vectors?: readonly Float32Array[] | undefined;
}

export interface DenseChanges extends MutableIndex {
  /** Adds, or replaces by id. With `vectors`, one a document, the embedder is not asked. */
  upsert(documents: readonly Document[], options?: UpsertOptions): Promise<BatchOutcome>;
}

const DONE: BatchOutcome = { failed: [] };

/** The changing half of a dense index. Changes are applied one after the other, in the order of the calls. */
export function createDenseChanges(parts: DenseParts): DenseChanges {
  const { plan, labels } = parts;
  const { name, embedder, dimensions } = plan;
  const serially = createSerialQueue();
  const growGraph = graphGrower(parts);
  const instance = crypto.randomUUID();
  let changes = 0;

  return {
    capabilities: { atomicBatches: true, readYourWrites: true },
    get revision() {
      return `${instance}-${changes}`;
    },
    count: async () => labels.size,
    refresh: () => serially(async () => {}),
    async upsert(documents, { vectors: given } = {}) {
      const batch = [...checkDocuments(name, documents)];
      const own = given && givenVectors(given, batch, dimensions);
      return serially(async () => {
        await addBatch(parts, batch, own ?? (await passageVectors(batch, embedder, dimensions)));
        if (batch.length > 0) changes += 1;
        await growGraph();
        return DONE;
      });
    },
    async remove(ids) {
      const batch = checkIds(name, ids);
      return serially(async () => {
        if (removeBatch(parts, batch)) changes += 1;
        return DONE;
      });
    },
  };
}

/** Vectors go in first, piece by piece, while no search sees them; then all documents appear at once. */
async function addBatch(
  { labels, vectors }: DenseParts,
  documents: readonly Document[],
  batch: readonly Float32Array[],
): Promise<void> {
  const reserved = documents.map(() => labels.reserve());
  try {
    const turns = createTurns();
    for (const [index, label] of reserved.entries()) {
      vectors.add(label, batch[index] as Float32Array);
      if (turns.due()) await turns.give();
    }
  } catch (cause) {
    for (const label of reserved) {
      vectors.remove(label);
      labels.release(label);
    }
    throw new TsrError('TSR_ENGINE_FAILURE', `dense-hnsw: ${vectors.engine} refused a vector: ${cause}`, { cause });
  }
  for (const [index, document] of documents.entries()) {
    const replaced = labels.publish(reserved[index] as number, document);
    if (replaced !== undefined) vectors.remove(replaced);
  }
}

/** Was there anything to remove? */
function removeBatch({ labels, vectors }: DenseParts, ids: readonly string[]): boolean {
  const before = labels.size;
  for (const id of ids) {
    const label = labels.labelOf(id);
    if (label === undefined) continue;
    labels.release(label);
    vectors.remove(label);
  }
  return labels.size < before;
}

/**
 * Of an index whose engine is `'auto'`: builds a graph, once, when exact search would become slow. The documents are
 * there already: where it cannot be built, exact search goes on.
 */
function graphGrower({ plan, labels, vectors, load }: DenseParts): () => Promise<void> {
  let due = plan.engine === 'auto';
  return async () => {
    if (!due || labels.size <= EXACT_UP_TO) return;
    due = false;
    const { factory, warning } = await findEngine(load);
    if (warning) plan.onWarning(warning);
    if (!factory) return;
    try {
      await vectors.buildGraph(factory);
    } catch (error) {
      plan.onWarning(`dense-hnsw: the graph could not be built (${error}). ${EXACT_INSTEAD}`);
    }
  };
}
